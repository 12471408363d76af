namespace VimSessionService.Identity.Lookup;

/// <summary>A service that the lookup service knows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is, of the product com.vmware.cis.</param>
/// <param name="Version">Its version.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="Endpoints">Where it is.</param>
internal sealed record LookupRegistration(string Id, string Type, string Version, string OwnerId, IReadOnlyList<LookupEndpoint> Endpoints)
{
    /// <summary>The product that all belong to.</summary>
    public const string Product = "com.vmware.cis";

    /// <summary>What is known of it besides; empty for nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>The key of its name in catalogues; null for none.</summary>
    public string? NameKey { get; init; }
}

/// <summary>Where a service is.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Protocol">What is spoken there.</param>
/// <param name="Type">What is there.</param>
internal sealed record LookupEndpoint(string Url, string Protocol, string Type);
