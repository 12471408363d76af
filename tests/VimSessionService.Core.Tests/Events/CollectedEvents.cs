using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>Reads collections of the log in memory, which never waits.</summary>
internal static class CollectedEvents
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Event[] LatestPage(this EventCollection events, EntityScope? scope) => Now(events.LatestPageAsync(scope, shows: null, Cancel));

    public static Event[] ReadNext(this EventCollection events, int maxCount, EntityScope? scope) => Now(events.ReadNextAsync(maxCount, scope, shows: null, Cancel));

    public static Event[] ReadPrevious(this EventCollection events, int maxCount, EntityScope? scope) => Now(events.ReadPreviousAsync(maxCount, scope, shows: null, Cancel));

    public static void SetPageSize(this EventCollection events, int size) => Now(events.SetPageSizeAsync(size, Cancel));

    public static void Rewind(this EventCollection events) => Now(events.RewindAsync(Cancel));

    public static void Reset(this EventCollection events, EntityScope? scope) => Now(events.ResetAsync(scope, shows: null, Cancel));

    private static Event[] Now(ValueTask<Event[]> read)
    {
        Assert.True(read.IsCompleted);
        return read.GetAwaiter().GetResult();
    }

    private static void Now(ValueTask done)
    {
        Assert.True(done.IsCompleted);
        done.GetAwaiter().GetResult();
    }
}
