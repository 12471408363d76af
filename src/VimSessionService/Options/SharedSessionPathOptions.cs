namespace VimSessionService.Options;

/// <summary>The endpoint at which clients get clone tickets of one common session.</summary>
internal sealed record SharedSessionPathOptions
{
    /// <summary>Its path; null for no endpoint.</summary>
    public string? SharedSessionPath { get; set; }

    /// <summary>The secret that clients show.</summary>
    public string? SharedSessionToken { get; set; }

    /// <summary>The file with that secret.</summary>
    public string? SharedSessionTokenFile { get; set; }

    /// <summary>The user of the session; null for the administrator.</summary>
    public string? SharedSessionUser { get; set; }

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => $"{nameof(SharedSessionPathOptions)} {{ {nameof(SharedSessionPath)} = {SharedSessionPath} }}";
}
