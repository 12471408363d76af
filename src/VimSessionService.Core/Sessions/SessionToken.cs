namespace VimSessionService.Core.Sessions;

/// <summary>
/// The secret that owns a session, 40 hexadecimal characters in the cookie (docs/facts/cookies.md). Never the session's key, never logged.
/// </summary>
/// <param name="text">A text; only <see cref="SessionTokenIssuer"/> says whether it is one of this service's.</param>
/// <param name="source">How a request brought it, for the operator, such as <c>cookie vmware_soap_session</c>; empty for one that is given out.</param>
public sealed class SessionToken(string text, string source = "")
{
    /// <summary>How a request brought it, for the operator; empty for one that is given out.</summary>
    public string Source { get; } = source;

    /// <summary>The text for the client. The one way out of this type, so that every use can be found.</summary>
    public string Reveal() => text;

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => "***";

    /// <summary>What a store keeps and looks for, made once; null for a text that is too long to be a token.</summary>
    internal SecretHash? Hash { get; } = SecretHash.TryOf(text, out var hash) ? hash : null;
}
