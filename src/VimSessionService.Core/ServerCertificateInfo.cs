namespace VimSessionService.Core;

/// <summary>What clients are told of the certificate that the server shows in TLS.</summary>
internal sealed record ServerCertificateInfo
{
    /// <summary>The SHA-1 thumbprint, with colons; null over plain HTTP.</summary>
    public string? Sha1Thumbprint { get; init; }

    /// <summary>The SHA-256 thumbprint, with colons; null over plain HTTP.</summary>
    public string? Sha256Thumbprint { get; init; }

    /// <summary>The certificate as PEM; null over plain HTTP.</summary>
    public string? Pem { get; init; }

    /// <summary>The certificate with those between it and its root, as PEM; null over plain HTTP.</summary>
    public string? ChainPem { get; init; }

    /// <summary>Gives the public key as PEM; null for a service without a certificate.</summary>
    public Func<string>? PublicKeyPem { get; init; }

    /// <summary>The certificate itself, DER encoded; null over plain HTTP.</summary>
    public ReadOnlyMemory<byte>? RawData { get; init; }
}
