using VimSessionService.Vim25;

namespace VimSessionService.Vapi.OpenId;

/// <summary>Where access tokens of an OpenID provider are accepted.</summary>
/// <param name="tokens">Verifies them; null for a service without a provider.</param>
/// <param name="version">The version of the server.</param>
internal sealed class OpenIdAccess(AccessTokens? tokens, ApiVersion version)
{
    /// <summary>Servers from this version on make a session of an access token.</summary>
    private const ApiVersion OpensSessions = ApiVersion.V9_1_0_0;

    /// <summary>Verifies those by which clients ask for a session; null where there are none.</summary>
    public AccessTokens? ForSessions => version >= OpensSessions ? tokens : null;
}
