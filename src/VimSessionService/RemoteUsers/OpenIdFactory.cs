using System.Security.Cryptography.X509Certificates;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.RemoteUsers;

/// <summary>Makes what the options say about an OpenID provider.</summary>
internal static class OpenIdFactory
{
    /// <summary>How long a reading of the keys may take.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>Whether the certificate of the provider is verified with the authorities of the system.</summary>
    public static bool NeedsSystemRoots(OpenIdProviderOptions options) =>
        options is { OpenidCa: null, OpenidJwks: { } keys } && SharingOptionsValidator.UrlOf(keys) is { Scheme: "https" };

    /// <summary>The provider; null for none.</summary>
    public static OpenIdOptions? Settings(ServiceOptions options) => options.OpenId is { OpenidIssuer: { } issuer } openId
        ? new OpenIdOptions
        {
            Issuer = issuer,
            Audiences = openId.OpenidAudience?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            UserClaim = openId.OpenidUserClaim,
            GroupClaim = openId.OpenidGroupClaim,
            ClockSkew = options.Sso.ClockTolerance,
            MaxTokenBytes = options.Sso.MaxTokenBytes,
        }
        : null;

    /// <summary>The keys of the provider; null without one.</summary>
    /// <exception cref="StartupException">A file of the options cannot be used.</exception>
    public static IOpenIdKeys? Keys(OpenIdProviderOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.OpenidJwks is not { } keys)
            return null;
        if (SharingOptionsValidator.UrlOf(keys) is not { } url)
            return new JwksFile(keys, time, loggers.CreateLogger<JwksFile>());
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (options.OpenidCa is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(
                OptionFile.Read("--openid-ca", file, "a PEM file of certificates", static file => PemFile.ReadCertificates(file)));
        }

        return new JwksUrl(url, new HttpClient(handler) { Timeout = MaxWait, MaxResponseContentBufferSize = JwksDocument.MostBytes }, time, loggers.CreateLogger<JwksUrl>());
    }
}
