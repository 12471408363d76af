namespace VimSessionService.Core.Sessions;

/// <summary>
/// The secret that owns a session, 40 hexadecimal characters in the cookie (wire.md §2). Never the session's key, never logged.
/// </summary>
public readonly record struct SessionToken
{
    private readonly string _text;

    /// <summary>Takes a text for a token; only <see cref="SessionTokenIssuer"/> says whether it is one of this service's.</summary>
    public SessionToken(string text) => _text = text;

    /// <summary>The text for the client. The one way out of this type, so that every use can be found.</summary>
    public string Reveal() => _text;

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => "***";
}
