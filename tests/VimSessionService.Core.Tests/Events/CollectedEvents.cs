using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>Reads collections of the log in memory, which never waits.</summary>
internal static class CollectedEvents
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Event[] LatestPage(this EventCollection events, EntityScope? scope) => Now(events.LatestPageAsync(scope, Cancel));

    public static Event[] ReadNext(this EventCollection events, int maxCount, EntityScope? scope) => Now(events.ReadNextAsync(maxCount, scope, Cancel));

    public static Event[] ReadPrevious(this EventCollection events, int maxCount, EntityScope? scope) => Now(events.ReadPreviousAsync(maxCount, scope, Cancel));

    public static void SetPageSize(this EventCollection events, int size) => events.SetPageSizeAsync(size, Cancel).AsTask().GetAwaiter().GetResult();

    public static void Rewind(this EventCollection events) => events.RewindAsync(Cancel).AsTask().GetAwaiter().GetResult();

    public static void Reset(this EventCollection events, EntityScope? scope) => events.ResetAsync(scope, Cancel).AsTask().GetAwaiter().GetResult();

    private static Event[] Now(ValueTask<Event[]> read) => read.AsTask().GetAwaiter().GetResult();
}
