using Microsoft.Extensions.ObjectPool;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint;

/// <summary>A call on its way through the pipeline; each step adds what it found out.</summary>
public sealed class SdkCall(SdkExchange exchange, ObjectPool<SdkCodec> codecs, ServiceLimits limits)
{
    private SdkCodec? _codec;
    private (System.Net.IPAddress? Address, int Bytes) _counted;

    /// <summary>The request and its answer.</summary>
    public SdkExchange Exchange { get; } = exchange;

    /// <summary>What the call may cost.</summary>
    public RequestBudget Budget { get; } = new(limits, exchange.RemoteAddress, exchange.Aborted);

    /// <summary>The reader and writer that serve this call, taken when they are needed.</summary>
    public SdkCodec Codec => _codec ??= codecs.Get();

    /// <summary>What the envelope says; null until it was read.</summary>
    public SoapEnvelope? Envelope { get; set; }

    /// <summary>The version of the call.</summary>
    public ApiVersion Version { get; set; }

    /// <summary>The namespace that the call is answered in.</summary>
    public string AnswerNamespace { get; set; } = SoapNames.Vim25;

    /// <summary>The call as managed objects see it; null until its session was looked for.</summary>
    public CallContext? Context { get; set; }

    /// <summary>The session that the call was found to be made in, which is left when the call ends whatever became of it.</summary>
    public ISession? EnteredSession { get; set; }

    /// <summary>The object that is called; null until it was decoded.</summary>
    public ManagedObject<CallContext>? Target { get; set; }

    /// <summary>The method's declaration; null for one of an object that is known by name only.</summary>
    public VimMethod? Method { get; set; }

    /// <summary>The arguments; null until they were decoded.</summary>
    public VimRequest? Request { get; set; }

    /// <summary>What the method returned.</summary>
    public object? Result { get; set; }

    /// <summary>What the method did to the caller's session; null for nothing.</summary>
    public SessionChange? SessionChange { get; set; }

    /// <summary>What went wrong; null while nothing did.</summary>
    public CallFailure? Failure { get; set; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Gives the reader and writer back, with all that they hold of the request, as while the call waits.</summary>
    public void ReleaseCodec()
    {
        if (_codec is not { } codec)
            return;
        _codec = null;
        if (_counted.Address is null)
            _counted = codec.HandOverRequest();
        codec.EndAnswer();
        codecs.Return(codec);
    }

    /// <summary>The call is over: what it held of the request is no longer counted.</summary>
    public void End()
    {
        ReleaseCodec();
        if (_counted.Address is { } address)
            Budget.Limits.Requests.Return(address, _counted.Bytes);
        _counted = default;
    }
}

/// <summary>Why a call has no result.</summary>
/// <param name="Fault">What the client is told; null when the answer is the bare status.</param>
/// <param name="Text">The fault's text for the client; null for the catalogue's.</param>
/// <param name="Reason">The true reason, for the operator; no secret.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Localized">The same text in the catalogue, for a client of another language; null where there is none.</param>
public sealed record CallFailure(MethodFault? Fault, string? Text, string Reason, int Status, CatalogText? Localized = null)
{
    /// <summary>What follows the text in every language.</summary>
    public string Place { get; init; } = "";

    /// <summary>The token that the client is given with the fault of an incomplete login; null for none.</summary>
    public SessionToken? IssuedToken { get; init; }

    /// <summary>The exception, where it is an error of the service itself, for the log only; null for any other failure.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether the request was found wrong before its method was known: the answer is the text alone, with another fault code.</summary>
    public bool IsBeforeMethod { get; init; }
}
