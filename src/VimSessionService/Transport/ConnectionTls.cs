using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using VimSessionService.Certificates;

namespace VimSessionService.Transport;

/// <summary>How connections are encrypted, with the service's certificate.</summary>
internal static class ConnectionTls
{
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>
    /// Client certificates are asked for in the handshake and none is refused there: whether one is good for anything is for the
    /// extension logins to say (docs/facts/sessions.md).
    /// </summary>
    public static HttpsConnectionAdapterOptions With(ServerCertificate certificate) => new()
    {
        ServerCertificate = certificate.Certificate,
        ServerCertificateChain = certificate.Intermediates,
        SslProtocols = Versions,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        ClientCertificateValidation = static (_, _, _) => true,
        OnAuthenticate = static (_, tls) => tls.CertificateChainPolicy = AsShown(),
    };

    /// <summary>The same with a certificate that is not read or made before somebody comes.</summary>
    public static HttpsConnectionAdapterOptions With(Lazy<ServerCertificate> certificate)
    {
        var shown = new Lazy<SslStreamCertificateContext>(() =>
            SslStreamCertificateContext.Create(certificate.Value.Certificate, certificate.Value.Intermediates, offline: true));
        return new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, _) => certificate.Value.Certificate,
            OnAuthenticate = (_, tls) =>
            {
                tls.ServerCertificateSelectionCallback = null; // it would leave the chain out
                tls.ServerCertificateContext = shown.Value;
                tls.CertificateChainPolicy = AsShown();
            },
            SslProtocols = Versions,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = static (_, _, _) => true,
        };
    }

    /// <summary>
    /// How the server looks at a client certificate in the handshake: as it is shown. By default .NET would look for its issuer at the address that
    /// the certificate names, so that a client could have the service fetch any address, and wait for it.
    /// </summary>
    private static X509ChainPolicy AsShown() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };
}
