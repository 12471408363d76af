using VimSessionService.Core.Calls;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Localization;

/// <summary>The LocalizationManager: names the files of texts, in the language of who asks, that can be fetched from the server.</summary>
internal sealed class LocalizationManager(ManagedObjectReference reference, LocaleCatalog locales, CatalogFiles catalogs)
    : LocalizationManagerBase<CallContext>(reference)
{
    /// <inheritdoc/>
    protected override ValueTask<LocalizationManagerMessageCatalog[]?> GetCatalog(CallContext call)
    {
        var locale = (call.Locale ?? locales.Resolve(null)).MessageLocale;
        return new([.. catalogs.Of(locale).Select(Describe)]);
    }

    private LocalizationManagerMessageCatalog Describe(CatalogFile file) => new()
    {
        ModuleName = "", // as for the server's own (LocalizationManagerMessageCatalog)
        CatalogName = file.Name,
        Locale = file.Locale,
        CatalogUri = file.Path,
        LastModified = catalogs.LastModified,
        Md5sum = file.Md5,
        Version = catalogs.Version,
    };
}
