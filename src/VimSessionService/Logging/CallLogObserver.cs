using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Logging;

/// <summary>Logs each call once it is answered.</summary>
public sealed class CallLogObserver(CallLog log) : ICallObserver
{
    /// <inheritdoc/>
    public void Finished(in CallFinished call) => log.Write(call);
}
