using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.WebHooks;

namespace VimSessionService.RemoteUsers;

/// <summary>Makes the clients of web hooks that the options ask for.</summary>
internal static partial class WebHookFactory
{
    private const int MostSecretBytes = 4096;

    /// <summary>Whether certificates of web hooks are verified with the authorities of the system.</summary>
    public static bool NeedSystemRoots(HookOptions options) =>
        options.HookCa is null && (IsHttps(options.Authenticator) || IsHttps(options.Authorizer));

    /// <summary>Checks passwords by the web hook of <c>--authenticator</c>; null without it.</summary>
    /// <exception cref="StartupException">A file of the options cannot be used.</exception>
    public static RemoteAuthenticator? Authenticator(ServiceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var hooks = options.Hooks;
        if (hooks.Authenticator is not { } url)
            return null;
        var hook = Hook(hooks, url);
        if (hook.Url is { Scheme: "http", IsLoopback: false })
            Log.PlainText(loggers.CreateLogger(typeof(WebHookFactory)), hook.ShownUrl);
        var limits = new RemoteCheckLimits
        {
            Timeout = hooks.HookTimeout,
            CacheTime = hooks.AuthenticatorCache,
            Concurrency = hooks.HookRequests,
            Queue = PasswordQueueLimits.For(options.Sessions.PasswordQueue),
        };
        var asking = new WebHookCredentialValidator(hook, time);
        return new RemoteAuthenticator(
            new RemoteCredentialValidator(asking, limits, time, loggers.CreateLogger<RemoteCredentialValidator>()), asking, $"the web hook {hook.ShownUrl}");
    }

    /// <summary>Decides by the web hook of <c>--authorizer</c> what users may do whom no permission reaches; null without it.</summary>
    /// <exception cref="StartupException">A file of the options cannot be used.</exception>
    public static HookAuthorizerFactory? Authorizer(ServiceOptions options, TimeProvider time)
    {
        var hooks = options.Hooks;
        if (hooks.Authorizer is not { } url)
            return null;
        var limits = new RemoteGrantLimits
        {
            Timeout = hooks.HookTimeout,
            CacheTime = hooks.AuthorizerCache,
            Concurrency = hooks.HookRequests,
            Waiting = options.Sessions.PasswordQueue,
        };
        return new HookAuthorizerFactory(Hook(hooks, url), limits, time);
    }

    private static bool IsHttps(string? url) => url is not null && url.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    private static WebHookOptions Hook(HookOptions options, string url)
    {
        var hook = new WebHookOptions { Url = new Uri(url), Secret = Secret(options), MaxConnections = options.HookRequests };
        return options.HookCa is { } file
            ? hook with { Authorities = [.. OptionFile.Read("--hook-ca", file, "a PEM file of certificates", static file => PemFile.ReadCertificates(file))] }
            : hook;
    }

    private static byte[]? Secret(HookOptions options)
    {
        if (options.HookSecretFile is not { } file)
            return options.HookSecret is { } text ? Encoding.UTF8.GetBytes(text) : null;
        var secret = OptionFile.Read("--hook-secret-file", file, "a file with the secret", static file => OptionFile.Secret(file, MostSecretBytes));
        return secret.Length >= WebHookSignature.ShortestSecret
            ? secret
            : throw new StartupException($"--hook-secret-file: the secret in '{file}' has fewer than {WebHookSignature.ShortestSecret} bytes. Make one with: openssl rand -hex 32");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "--authenticator: passwords are sent to {Url} without encryption. Use https outside of tests")]
        public static partial void PlainText(ILogger logger, string url);
    }
}
