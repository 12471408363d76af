using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Steps;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>Takes a call through its steps in order, and its answer out, whatever happens on the way.</summary>
/// <param name="steps">The steps up to the result: read envelope, find session, decode, check privilege, invoke.</param>
/// <param name="encode">Writes the result, or the fault that a step ended with.</param>
/// <param name="store">Where the session was entered.</param>
/// <param name="scopes">What sessions have on this replica.</param>
public sealed class CallPipeline(ICallStep[] steps, EncodeStep encode, ISessionStore store, SessionScopes scopes)
{
    /// <summary>Answers a call.</summary>
    public async ValueTask RunAsync(SdkCall call)
    {
        try
        {
            foreach (var step in steps)
                await step.RunAsync(call);
        }
        catch (Exception e) when (e is not OperationCanceledException || !call.Exchange.Aborted.IsCancellationRequested)
        {
            call.Failure = CallFailures.Of(e);
        }
        finally
        {
            if (call.EnteredSession is { } session && !await store.LeaveAsync(session.Key))
                scopes.End(session.Key); // the call may have used it after the session had ended
        }

        await encode.RunAsync(call);
    }
}
