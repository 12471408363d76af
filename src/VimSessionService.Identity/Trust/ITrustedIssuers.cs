using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Trust;

/// <summary>The issuers whose tokens are accepted.</summary>
public interface ITrustedIssuers
{
    /// <summary>
    /// Brings what the others answer up to date. It is awaited in each request before they are asked, so it returns at once where nothing has changed; they answer from memory.
    /// </summary>
    /// <exception cref="Core.ServiceBusyException">It cannot be known now.</exception>
    ValueTask EnsureAsync(CancellationToken cancellationToken) => default;

    /// <summary>The signing certificates that are currently trusted. Signatures by other keys are refused.</summary>
    IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>Whether a certificate, one of <see cref="Certificates"/>, is the service's own, whose tokens are for users that it knows.</summary>
    bool IsOwn(X509Certificate2 certificate) => false;
}
