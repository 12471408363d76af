using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Calls;

/// <summary>What came of a call: a result, or the failure that a step ended with; and how far the call came.</summary>
public sealed class CallOutcome
{
    /// <summary>The last of what became known of the call: a <see cref="DecodedCall"/>, a <see cref="CallContext"/>, a <see cref="RequestHead"/>, or nothing.</summary>
    private readonly object? _reached;

    /// <summary>A <see cref="CallFailure"/>, or what a call that has a result did to the session of its client; null for nothing.</summary>
    private readonly object? _end;

    /// <summary>The outcome of a call that has a result.</summary>
    internal CallOutcome(DecodedCall call, MethodResult result) => (_reached, Value, _end) = (call, result.Value, result.Session);

    /// <summary>The outcome of a call that failed.</summary>
    /// <param name="reached">The last of what became known of the call.</param>
    /// <param name="failure">Why it failed.</param>
    internal CallOutcome(object? reached, CallFailure failure) => (_reached, _end) = (reached, failure);

    /// <summary>What was read of the request before its arguments; null when that failed.</summary>
    public RequestHead? Head => Context?.Head ?? _reached as RequestHead;

    /// <summary>Who called, in which session; null for a call that failed before.</summary>
    public CallContext? Context => Call?.Context ?? _reached as CallContext;

    /// <summary>The object and the arguments; null for a call that failed before they were known.</summary>
    public DecodedCall? Call => _reached as DecodedCall;

    /// <summary>The result for the client; null for a void or unset one, and for a call that failed.</summary>
    public object? Value { get; }

    /// <summary>What the call did to the session of its client; null for nothing.</summary>
    public SessionChange? SessionChange => _end is CallFailure failure ? failure.SessionChange : _end as SessionChange;

    /// <summary>Why there is no result; null when there is one.</summary>
    public CallFailure? Failure => _end as CallFailure;

    /// <summary>The session that the client has from now on, or had until the call ended it; null for none.</summary>
    public Session? Session => (SessionChange as SessionOpened)?.Session ?? Context?.Session;

    /// <summary>The token that the response gives to the client: of a new session, or of an incomplete login. Null for none.</summary>
    public SessionToken? IssuedToken => (SessionChange as SessionOpened)?.Token ?? Failure?.IssuedToken;

    /// <summary>The same call with a failure in place of its result.</summary>
    internal CallOutcome With(CallFailure failure) => new(_reached, failure with { SessionChange = SessionChange });
}

/// <summary>Why a call has no result.</summary>
/// <param name="Fault">What the client gets; null when the answer is the bare status.</param>
/// <param name="Text">The fault's text for the client; null for the catalogue's. When the response is encoded it is there.</param>
/// <param name="Reason">The true reason, for the operator; no secret.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Localized">The same text in the catalogue, for a client of another language; null where there is none.</param>
public sealed record CallFailure(MethodFault? Fault, string? Text, string Reason, int Status, CatalogText? Localized = null)
{
    /// <summary>The place in the request where a reader found it wrong, which follows the text in every language.</summary>
    public string Place { get; init; } = "";

    /// <summary>The token that the client is given with the fault of an incomplete login; null for none.</summary>
    public SessionToken? IssuedToken { get; init; }

    /// <summary>The exception, where it is an error of the service itself, for the log only; null for any other failure.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether it is a login that was refused since no further session is admitted.</summary>
    public bool IsSessionCap { get; init; }

    /// <summary>What the call did to the session of its client before it failed, as when the result of a login cannot be sent; null for nothing.</summary>
    internal SessionChange? SessionChange { get; init; }

    /// <summary>Whether the request was found wrong before its method was known: a SOAP fault has no detail and another code then.</summary>
    public bool IsBeforeMethod { get; init; }
}
