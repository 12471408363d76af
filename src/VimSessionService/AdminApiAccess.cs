using VimSessionService.Admin.Listening;

namespace VimSessionService;

/// <summary>The admin API of the program.</summary>
/// <param name="Listen">Where it is served.</param>
/// <param name="UrlHost">The host as it stands in a URL that works on this machine.</param>
/// <param name="Token">The token; null to ask for none.</param>
/// <param name="Hosts">The names that it is called by besides addresses.</param>
internal sealed record AdminApiAccess(AdminListen Listen, string UrlHost, string? Token, IReadOnlyCollection<string> Hosts)
{
    /// <summary>Nothing of the token.</summary>
    public override string ToString() => $"{nameof(AdminApiAccess)} {{ {nameof(Listen)} = {Listen} }}";
}
