namespace VimSessionService.Options;

/// <summary>Web hooks: other servers that are asked about users.</summary>
internal sealed record HookOptions
{
    /// <summary>The URL that checks passwords; null for none.</summary>
    public string? Authenticator { get; set; }

    /// <summary>How long a right password is remembered.</summary>
    public TimeSpan AuthenticatorCache { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The URL that says what users may do; null for none.</summary>
    public string? Authorizer { get; set; }

    /// <summary>How long its answers hold.</summary>
    public TimeSpan AuthorizerCache { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The secret of the signatures; null for none, or the one in <see cref="HookSecretFile"/>.</summary>
    public string? HookSecret { get; set; }

    /// <summary>The file with the secret.</summary>
    public string? HookSecretFile { get; set; }

    /// <summary>A PEM file of the authorities of the web hooks' certificates; null for the system's.</summary>
    public string? HookCa { get; set; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests may be under way.</summary>
    public int HookRequests { get; set; } = 16;

    /// <summary>Nothing of the secret, nor of the URL, which may hold one too.</summary>
    public override string ToString() => $"{nameof(HookOptions)} {{ {nameof(HookTimeout)} = {HookTimeout} }}";
}
