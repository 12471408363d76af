using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint;
using VimSessionService.Logging;

namespace VimSessionService.Hosting;

/// <summary>Logs each call once it is answered.</summary>
public sealed class CallLogObserver(CallLog log) : ICallObserver
{
    /// <inheritdoc/>
    public void Answered(SdkCall call, TimeSpan duration)
    {
        var error = call.Failure?.Error;
        if (error is null ? !log.IsEnabled : !log.IsEnabledForErrors)
            return;
        var session = (call.SessionChange as SessionOpened)?.Session ?? call.Context?.Session ?? call.EnteredSession;
        log.Write(new CallRecord(
            call.Envelope?.Operation ?? "(none)",
            session?.Key,
            session?.Data.User.UserName ?? call.Context?.LoginName, // a login that was answered with 503 has a user too
            call.Exchange.RemoteAddress,
            call.Exchange.FirstHeader("User-Agent") ?? "",
            call.Envelope?.OperationId,
            call.Failure?.Fault?.GetSchema().Name,
            call.Failure?.Reason,
            duration,
            call.Status)
        {
            Error = error,
        });
    }
}
