using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Trust;

/// <summary>The issuers of several sources together.</summary>
internal sealed class CombinedIssuers(params IReadOnlyList<ITrustedIssuers> sources) : ITrustedIssuers
{
    /// <inheritdoc/>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
            await source.EnsureAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public bool IsOwn(X509Certificate2 certificate) => sources.Any(source => source.IsOwn(certificate));

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Certificates => sources is [var only] ? only.Certificates : [.. sources.SelectMany(source => source.Certificates)];
}
