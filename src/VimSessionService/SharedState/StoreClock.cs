using VimSessionService.Lab.Clock;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.SharedState;

/// <summary>The clock of the admin API in the shared store: replicas run as one.</summary>
internal sealed class StoreClock(SharedText text) : ISharedClock
{
    /// <inheritdoc/>
    public ValueTask FollowAsync(Action<string> take) => text.FollowAsync(take);

    /// <inheritdoc/>
    public ValueTask TellAsync(string state, CancellationToken cancellationToken) => text.TellAsync(state, cancellationToken);
}
