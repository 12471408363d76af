namespace VimSessionService.Options;

/// <summary>Single sign-on: the security token service and its keys.</summary>
internal sealed record SsoOptions : SingleSignOnOptions
{
    /// <summary>The certificate that signs tokens, PEM with its chain or PFX; null for one made at its first use.</summary>
    public string? StsCert { get; set; }

    /// <summary>The private key as PEM; null when it is in <see cref="StsCert"/>.</summary>
    public string? StsKey { get; set; }

    /// <summary>The password of the PFX file or of an encrypted key.</summary>
    public string? StsCertPassword { get; set; }

    /// <summary>Whether the made certificate that signs tokens has expired, so that no token is issued: the commonest outage of single sign-on.</summary>
    public bool StsExpiredCertificate { get; set; }

    /// <summary>A PEM file of other services' certificates whose tokens may log in, read again when it changes; null for none.</summary>
    public string? TrustedSts { get; set; }

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(SsoOptions)} {{ {nameof(Sts)} = {Sts}, {nameof(StsCert)} = {StsCert} }}";
}
