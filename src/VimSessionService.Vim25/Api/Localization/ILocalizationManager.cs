namespace VimSessionService.Vim25;

/// <summary>Names the message catalogues of the server.</summary>
[Since(ApiVersion.V4_0)]
[ManagedType]
public interface ILocalizationManager : IManagedObject
{
    [Privilege("System.View")]
    LocalizationManagerMessageCatalog[]? Catalog { get; }
}

/// <summary>A file of texts of one module in one locale.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.LocalizationManager.MessageCatalog")]
public sealed partial record LocalizationManagerMessageCatalog : DynamicData
{
    public required string ModuleName { get; init; }
    public required string CatalogName { get; init; }
    public required string Locale { get; init; }
    public required string CatalogUri { get; init; }
    public DateTime? LastModified { get; init; }
    public string? Md5sum { get; init; }
    [Since(ApiVersion.V5_0)] public string? Version { get; init; }
}
