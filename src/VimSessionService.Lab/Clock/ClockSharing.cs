using Microsoft.Extensions.Logging;
using VimSessionService.Core;

namespace VimSessionService.Lab.Clock;

/// <summary>Has the clock of this process run as those of the other replicas, if there are any: whoever moves one moves all.</summary>
internal sealed class ClockSharing : IDisposable
{
    private readonly LabClock _clock;
    private readonly ISharedClock? _shared;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _told = Task.CompletedTask;

    /// <summary>Begins to tell when the clock is moved.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="shared">The other replicas; null for a process of its own.</param>
    /// <param name="logger">Where it is logged that they could not be told.</param>
    public ClockSharing(LabClock clock, ISharedClock? shared, ILogger<ClockSharing> logger)
    {
        (_clock, _shared, _logger) = (clock, shared, logger);
        if (shared is not null)
            clock.Moved += Tell;
    }

    /// <summary>The other replicas have taken every move of this clock so far, or could not be told.</summary>
    public Task Told
    {
        get
        {
            lock (_lock)
                return _told;
        }
    }

    /// <summary>Takes how the clock of the others runs.</summary>
    public ValueTask StartAsync() => _shared?.FollowAsync(state =>
    {
        if (ClockSegment.TryParse(state) is { } segment)
            _clock.Take(segment);
    }) ?? default;

    /// <inheritdoc/>
    public void Dispose()
    {
        _clock.Moved -= Tell;
        _stop.Cancel();
    }

    private void Tell()
    {
        lock (_lock)
            _told = TellAsync(_told);
    }

    private async Task TellAsync(Task before)
    {
        await before;
        await BackgroundWork.RunAsync(_logger, "the telling of the clock to other replicas", async () =>
        {
            if (_clock.Segment is { } segment)
                await _shared!.TellAsync(segment.ToText(), _stop.Token);
        });
    }
}
