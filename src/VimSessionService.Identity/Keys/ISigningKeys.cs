using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Trust;

namespace VimSessionService.Identity.Keys;

/// <summary>The keys that the security token service signs with, and those that it signed with lately. <see cref="ITrustedIssuers.EnsureAsync"/> is awaited before they are asked for.</summary>
public interface ISigningKeys : ITrustedIssuers
{
    /// <summary>The key that signs now.</summary>
    SigningKey Current { get; }

    /// <inheritdoc/>
    bool ITrustedIssuers.IsOwn(X509Certificate2 certificate) => Certificates.Contains(certificate);
}
