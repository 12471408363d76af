using System.Net;

namespace VimSessionService.Logging;

/// <summary>What is logged of a call. There is no place in it for anything secret.</summary>
/// <param name="Operation">The operation's name as the client wrote it.</param>
/// <param name="SessionKey">The session's public key; null for none.</param>
/// <param name="UserName">The session's user, or who a login was of that had no room; null for none.</param>
/// <param name="ClientAddress">The client's address.</param>
/// <param name="UserAgent">The User-Agent; empty when it sent none.</param>
/// <param name="OperationId">The client's own id of the call; null for none.</param>
/// <param name="FaultType">The type of the fault answered; null for none.</param>
/// <param name="Reason">Why, for the operator's eyes only; null for nothing to add.</param>
/// <param name="Duration">From the first byte of the body to the last byte of the answer.</param>
/// <param name="HttpStatus">The status answered.</param>
public readonly record struct CallRecord(
    string Operation,
    string? SessionKey,
    string? UserName,
    IPAddress ClientAddress,
    string UserAgent,
    string? OperationId,
    string? FaultType,
    string? Reason,
    TimeSpan Duration,
    int HttpStatus)
{
    /// <summary>The exception, when the call failed by an error of the service itself; null for any other call.</summary>
    public Exception? Error { get; init; }
}
