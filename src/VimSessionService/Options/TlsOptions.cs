using VimSessionService.Certificates;

namespace VimSessionService.Options;

/// <summary>The certificate. Without one of the user's own a self-signed one is made and kept.</summary>
internal sealed record TlsOptions
{
    /// <summary>HTTPS rather than plain HTTP.</summary>
    [ConfigurationKeyName("Tls")]
    public bool Enabled { get; set; } = true;

    /// <summary>A PEM file, with its chain if any, or a PFX file; null for a self-signed certificate.</summary>
    public string? TlsCert { get; set; }

    /// <summary>The private key as PEM; null when it is in <see cref="TlsCert"/>.</summary>
    public string? TlsKey { get; set; }

    /// <summary>The password of the PFX file or of an encrypted key.</summary>
    public string? TlsCertPassword { get; set; }

    /// <summary>The type of the key of a self-signed certificate when one is made; one that was kept stays in use.</summary>
    public TlsKeyType TlsKeyType { get; set; } = TlsKeyType.P256;

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(TlsOptions)} {{ {nameof(Enabled)} = {Enabled}, {nameof(TlsCert)} = {TlsCert} }}";
}
