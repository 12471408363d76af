using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Trust;

namespace VimSessionService.Benchmarks;

/// <summary>Trusts the issuer of the tokens that benchmarks make.</summary>
internal sealed class BenchIssuer : ITrustedIssuers
{
    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Certificates { get; } = [TestKeys.Sts];
}
