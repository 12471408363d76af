using System.Net;
using VimSessionService.Endpoint.Calls;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>
/// Is notified of every call once it is answered. There may be several, which are notified one after the other in the order of their registration, on
/// whichever thread answered the call and of several calls at a time. They do not block: the connection of the client is free for its next request
/// only when they return. An exception is logged, and changes nothing for the client or the other observers.
/// </summary>
public interface ICallObserver
{
    /// <summary>A call was answered. Calls whose client disconnected before the answer are left out.</summary>
    void Finished(in CallFinished call);
}

/// <summary>
/// What observers get of a call. Nothing in it is secret but the arguments and tokens in <see cref="Call"/>, and what clients may have written into the query of
/// <see cref="Target"/>.
/// </summary>
public readonly record struct CallFinished
{
    /// <summary>The name of the format of the request.</summary>
    public required string Door { get; init; }

    /// <summary>The operation's name as the client wrote it; <c>(none)</c> when the request was not read as far as that.</summary>
    public required string Operation { get; init; }

    /// <summary>The session's public key; null for none.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The session's user, or whose login it was that failed; null when neither is known.</summary>
    public string? UserName { get; init; }

    /// <summary>
    /// The name that a login presented, refused or not: as the client wrote it, or that which its token or security context claims. At most 256 characters; null when
    /// none was presented, or it was not read.
    /// </summary>
    public string? LoginName { get; init; }

    /// <summary>The call as its steps left it; null for a request that is no call of the API. Its arguments and tokens may be secret.</summary>
    public CallOutcome? Call { get; init; }

    /// <summary>The path that was asked for, at a ticketed path; null for others.</summary>
    public string? Path { get; init; }

    /// <summary>The method of HTTP; null when it is not known.</summary>
    public string? Method { get; init; }

    /// <summary>The path and the query as they came; null when they are not known.</summary>
    public string? Target { get; init; }

    /// <summary>What a step of a caller's own did to the request; null for nothing.</summary>
    public CallIntervention? Intervention { get; init; }

    /// <summary>The client's address.</summary>
    public required IPAddress ClientAddress { get; init; }

    /// <summary>The User-Agent; empty when it sent none.</summary>
    public string UserAgent { get; init; }

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }

    /// <summary>The type of the fault answered; null for none.</summary>
    public string? FaultType { get; init; }

    /// <summary>Why the call failed, for the operator's eyes only; null for a call that did not.</summary>
    public string? Reason { get; init; }

    /// <summary>The exception, when the call failed by an error of the service itself; null for any other call. It is for the operator only.</summary>
    public Exception? Error { get; init; }

    /// <summary>From the arrival of the request to the last byte of the response.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The HTTP status answered; 0 when the connection was closed instead.</summary>
    public int HttpStatus { get; init; }
}
