using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>Does something once, within the next call.</summary>
internal sealed class ActingStep : ICallStep<CallContext>
{
    private Func<Task>? _act;

    /// <summary>What is done; it may make calls.</summary>
    public Func<Task> Act
    {
        set => Volatile.Write(ref _act, value);
    }

    /// <inheritdoc/>
    public async ValueTask RunAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _act, null) is { } act)
            await act();
    }
}
