namespace VimSessionService.Endpoint.Pipeline;

/// <summary>
/// A step of a caller's own, before or after one of the service's; <see cref="CallStages"/> names the places. One object serves all calls, several at
/// a time, on any thread. The steps of one place run one after the other in the order of their registration.
/// </summary>
/// <remarks>
/// A step that throws ends the call: a <see cref="Vim25.VimFaultException"/> is the fault that the client is answered with, a
/// <see cref="Core.ServiceBusyException"/> is HTTP 503, any other exception is a SystemError without details, and its text is logged. The steps
/// after it are skipped, except those before and after <see cref="CallStages.Encode"/>, which run for every call. An
/// <see cref="OperationCanceledException"/> after the client has disconnected ends the call without a response.
/// </remarks>
/// <typeparam name="TCall">What is known of the call at the place.</typeparam>
public interface ICallStep<in TCall>
{
    /// <summary>Does the step's work. The call continues when it is done; it may wait, but holds the memory of the request while it does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancelled">Cancelled when the client has gone or the service stops.</param>
    ValueTask RunAsync(TCall call, CancellationToken cancelled);
}
