using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Keys;

/// <summary>A signing key that the operator brings and replaces; one that went before it is trusted where the operator says so.</summary>
internal sealed class OwnSigningKey(SigningKey key) : ISigningKeys
{
    /// <inheritdoc/>
    public SigningKey Current => key;

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Certificates { get; } = [key.Certificate];
}
