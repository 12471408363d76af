using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>
/// Verifies client certificates against the authorities that the operator trusts, and against no others: without any, no
/// certificate is good. Nothing is fetched from a network, so revocation is not looked up.
/// </summary>
/// <param name="authorities">
/// Whose certificates are good. Each is a trust anchor: an intermediate authority will do without its root, and then only what it issued
/// itself is good.
/// </param>
/// <param name="time">The clock of validity.</param>
internal sealed class ClientCertificateVerifier(IReadOnlyCollection<X509Certificate2> authorities, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Why a certificate is not good, for the operator; null when it is.</summary>
    public string? Problem(X509Certificate2 certificate)
    {
        if (authorities.Count == 0)
            return "no authority is trusted; see --extension-ca";
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var authority in authorities)
            policy.CustomTrustStore.Add(authority);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = time.GetUtcNow().UtcDateTime.ToLocalTime();
        policy.VerificationTimeIgnored = false;

        // A chain may end at an authority that is no root. Where it ends is looked at below.
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        try
        {
            if (!chain.Build(certificate))
                return string.Join(", ", chain.ChainStatus.Select(status => status.Status));
            return chain.ChainElements.Any(element => IsAuthority(element.Certificate)) ? null : "no trusted authority issued the certificate";
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return "the certificate is malformed";
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }

    private bool IsAuthority(X509Certificate2 certificate) =>
        authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));
}
