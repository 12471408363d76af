using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>An event with its position in the log.</summary>
/// <param name="Position">The position.</param>
/// <param name="Event">The event, without its text.</param>
internal readonly record struct PlacedEvent(long Position, Event Event);

/// <summary>Searches the log for events that pass a filter, in parts, so that posting does not wait for the search.</summary>
internal static class EventScan
{
    private const int Part = 256;

    /// <summary>The first events from a position on, oldest first.</summary>
    /// <param name="log">The log.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="matches">The filter.</param>
    /// <param name="shows">Whether the reader may see an event that passes it; null to show all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<List<PlacedEvent>> ForwardAsync(
        IEventLog log, long from, int max, Func<Event, bool> matches, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        var found = new List<PlacedEvent>();
        var part = new Event[Part];
        for (var next = from; found.Count < max;)
        {
            var (position, count) = await log.ReadAsync(next, part, cancellationToken);
            if (count == 0)
                break;
            for (var i = 0; i < count && found.Count < max; i++)
            {
                if (matches(part[i]) && (shows is null || await shows(part[i])))
                    found.Add(new PlacedEvent(position + i, part[i]));
            }

            next = position + count;
        }

        return found;
    }

    /// <summary>The last events before a position, oldest first.</summary>
    /// <param name="log">The log.</param>
    /// <param name="before">Where to begin, that position not included.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="matches">The filter.</param>
    /// <param name="shows">Whether the reader may see an event that passes it; null to show all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<List<PlacedEvent>> BackwardAsync(
        IEventLog log, long before, int max, Func<Event, bool> matches, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        var found = new List<PlacedEvent>();
        var part = new Event[Part];
        var bounds = await log.GetBoundsAsync(cancellationToken);
        for (var end = Math.Min(before, bounds.Newest + 1); found.Count < max;)
        {
            var start = Math.Max(1, end - Part);
            var (position, read) = await log.ReadAsync(start, part, cancellationToken);
            var count = (int)Math.Min(read, end - position);
            for (var i = count - 1; i >= 0 && found.Count < max; i--)
            {
                if (matches(part[i]) && (shows is null || await shows(part[i])))
                    found.Add(new PlacedEvent(position + i, part[i]));
            }

            if (count <= 0 || position > start || position == 1)
                break; // the oldest event that is kept was reached
            end = position;
        }

        found.Reverse();
        return found;
    }
}
