namespace VimSessionService.Options;

/// <summary>Checks the options of the OpenID provider and of the shared session; see <see cref="ServiceOptionsValidator"/>.</summary>
internal static class SharingOptionsValidator
{
    /// <summary>The shortest secret of the shared session, in characters.</summary>
    public const int ShortestToken = 16;

    public static IEnumerable<string> Validate(ServiceOptions options) => [.. OpenId(options), .. SharedSession(options)];

    private static IEnumerable<string> OpenId(ServiceOptions options)
    {
        var openId = options.OpenId;
        if (openId.OpenidIssuer is null != openId.OpenidJwks is null)
            yield return "--openid-issuer and --openid-jwks belong together: the issuer of the tokens, and its keys. Give both, or leave both out.";
        if (openId.OpenidIssuer is null && (openId.OpenidCa ?? openId.OpenidAudience) is not null)
            yield return "--openid-ca and --openid-audience are for an OpenID provider. Name it with --openid-issuer, or leave them out.";
        if (openId.OpenidIssuer is not null && options.Emulation.Esx)
            yield return "--openid-issuer: an ESX host has no logins by access token. Leave out --openid-issuer or --esx.";
        if (openId.OpenidJwks is { } keys && UrlOf(keys) is { } url)
        {
            if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
                yield return "--openid-jwks: over http anybody could answer in the provider's place. Use https, or name a file with the keys.";
            if (url.UserInfo.Length > 0)
                yield return "--openid-jwks: a user name in the URL is not used. Leave it out.";
        }
        else if (ServiceOptionsValidator.Unreadable(openId.OpenidJwks) is { } file)
        {
            yield return $"--openid-jwks: {file}";
        }

        if (ServiceOptionsValidator.Unreadable(openId.OpenidCa) is { } authorities)
            yield return $"--openid-ca: {authorities}";
        if (openId.OpenidUserClaim.Length == 0 || openId.OpenidGroupClaim.Length == 0)
            yield return "--openid-user-claim and --openid-group-claim name a claim of the tokens. Leave them out for upn and groups.";
    }

    private static IEnumerable<string> SharedSession(ServiceOptions options)
    {
        var shared = options.SharedSession;
        if (shared.SharedSessionPath is { } path && !TicketedPaths.IsPath(path))
            yield return $"--shared-session-path: '{path}' is not a path to serve, or one that the service serves itself. Write a path of letters, digits, '-', '_' and '.', such as /shared-session.";
        if (shared.SharedSessionPath is null && (shared.SharedSessionToken ?? shared.SharedSessionTokenFile ?? shared.SharedSessionUser) is not null)
            yield return "--shared-session-token, --shared-session-token-file and --shared-session-user are for the endpoint of shared sessions. Name its path with --shared-session-path, or leave them out.";
        if (shared is { SharedSessionPath: not null, SharedSessionToken: null, SharedSessionTokenFile: null })
            yield return "--shared-session-path needs the secret that clients show: give it with --shared-session-token-file or --shared-session-token.";
        if (shared is { SharedSessionToken: not null, SharedSessionTokenFile: not null })
            yield return "--shared-session-token: --shared-session-token-file names a secret too. Leave out one of the two.";
        if (shared.SharedSessionToken is { Length: < ShortestToken })
            yield return $"--shared-session-token has fewer than {ShortestToken} characters. Make one with: openssl rand -hex 32";
        if (ServiceOptionsValidator.Unreadable(shared.SharedSessionTokenFile) is { } file)
            yield return $"--shared-session-token-file: {file}";
    }

    /// <summary>The URL that a text is; null for the name of a file.</summary>
    public static Uri? UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) ? url : null;
}
