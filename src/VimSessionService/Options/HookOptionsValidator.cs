using System.Text;
using VimSessionService.WebHooks;

namespace VimSessionService.Options;

/// <summary>Checks the options of web hooks; see <see cref="ServiceOptionsValidator"/>.</summary>
internal static class HookOptionsValidator
{
    public static IEnumerable<string> Validate(ServiceOptions options)
    {
        var hooks = options.Hooks;
        foreach (var (name, url) in new[] { ("--authenticator", hooks.Authenticator), ("--authorizer", hooks.Authorizer) })
        {
            if (url is null)
                continue;
            if (Problem(url, hooks) is { } problem)
                yield return $"{name}: {problem}";
            if (options.Accounts.Permissive)
                yield return $"{name}: with --permissive everybody may do everything. Leave out one of the two.";
        }

        if (hooks is { Authenticator: null, Authorizer: null } && (hooks.HookSecret ?? hooks.HookSecretFile ?? hooks.HookCa) is not null)
            yield return "--hook-secret, --hook-secret-file and --hook-ca are for web hooks. Name one with --authenticator or --authorizer, or leave them out.";
        if (hooks is { HookSecret: not null, HookSecretFile: not null })
            yield return "--hook-secret: --hook-secret-file names a secret too. Leave out one of the two.";
        if (hooks.HookSecret is { } secret && Encoding.UTF8.GetByteCount(secret) < WebHookSignature.ShortestSecret)
            yield return $"--hook-secret has fewer than {WebHookSignature.ShortestSecret} bytes. Make one with: openssl rand -hex 32";
        if (ServiceOptionsValidator.Unreadable(hooks.HookSecretFile) is { } file)
            yield return $"--hook-secret-file: {file}";
        if (ServiceOptionsValidator.Unreadable(hooks.HookCa) is { } authorities)
            yield return $"--hook-ca: {authorities}";
    }

    /// <summary>What is wrong with a URL, which is not repeated as it may hold a secret; null for nothing.</summary>
    private static string? Problem(string text, HookOptions hooks)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            return "this is no URL of a web hook. Write https://HOST:PORT/PATH, or http:// with a secret.";
        if (url.UserInfo.Length > 0)
            return "a user name in the URL is not used. Leave it out; the service proves itself by --hook-secret.";
        return url.Scheme == Uri.UriSchemeHttp && (hooks.HookSecret ?? hooks.HookSecretFile) is null
            ? "over http anybody could answer in the web hook's place. Use https, or give both sides a secret with --hook-secret or --hook-secret-file."
            : null;
    }
}
