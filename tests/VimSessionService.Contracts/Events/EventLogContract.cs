using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Contracts.Events;

/// <summary>What every <see cref="IEventLog"/> does. An event may be read a little after it was posted, so the tests wait for it.</summary>
public abstract class EventLogContract : IAsyncLifetime
{
    /// <summary>The log.</summary>
    protected IEventLog Log { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes an empty log that keeps exactly the newest events; it is disposed of after the test if it can be.</summary>
    /// <param name="capacity">How many.</param>
    protected abstract IEventLog CreateLog(int capacity);

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Log = CreateLog(capacity: 500);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Log is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Log as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_log_has_nothing()
    {
        var bounds = await Log.GetBoundsAsync(Cancel);
        Assert.Equal(bounds.Oldest - 1, bounds.Newest);
        Assert.Equal(0, (await Log.ReadAsync(0, new Event[10], Cancel)).Count);
    }

    [Fact]
    public async Task Events_are_read_in_the_order_of_their_posting_by_positions_that_are_their_keys()
    {
        for (var i = 0; i < 10; i++)
            Post($"event {i}");
        await NewestAsync(10);
        var into = new Event[4];
        var texts = new List<string>();
        for (var next = 0L; ;)
        {
            var (position, count) = await Log.ReadAsync(next, into, Cancel);
            if (count == 0)
                break;
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(position + i, into[i].Key);
                Assert.Equal(DateTimeKind.Utc, into[i].CreatedTime.Kind);
                texts.Add(((GeneralUserEvent)into[i]).Message);
            }

            next = position + count;
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(static i => $"event {i}"), texts);
    }

    [Fact]
    public async Task What_was_posted_before_a_call_is_answered_is_read_afterwards()
    {
        for (var i = 1; i <= 20; i++)
        {
            Post($"event {i}");
            await Log.SettledAsync(Cancel);
            Assert.Equal(i, (await Log.GetBoundsAsync(Cancel)).Newest);
        }
    }

    [Fact]
    public async Task What_clients_ask_for_is_there_when_their_call_is_answered()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            async () =>
            {
                await Log.PostAsync(Make($"event {i}"), Cancel);
                await Log.SettledAsync(Cancel);
                var into = new Event[20];
                var (_, count) = await Log.ReadAsync(0, into, Cancel);
                Assert.Single(into.Take(count), posted => ((GeneralUserEvent)posted).Message == $"event {i}");
            },
            Cancel)));
    }

    [Fact]
    public async Task The_oldest_give_way_and_a_reader_goes_on_with_the_oldest_that_is_kept()
    {
        for (var i = 0; i < 700; i++)
            Post($"event {i}");
        await NewestAsync(700);
        Assert.Equal(new EventBounds(201, 700), await Log.GetBoundsAsync(Cancel));
        var into = new Event[10];
        Assert.Equal(new EventsRead(201, 10), await Log.ReadAsync(5, into, Cancel));
        Assert.Equal("event 200", ((GeneralUserEvent)into[0]).Message);
        Assert.Equal(new EventsRead(698, 3), await Log.ReadAsync(698, into, Cancel));
        Assert.Equal(0, (await Log.ReadAsync(701, into, Cancel)).Count);
    }

    [Fact]
    public async Task Events_posted_at_once_are_all_there_each_with_a_key_of_its_own()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            () =>
            {
                for (var i = 0; i < 50; i++)
                    Post($"{thread} {i}");
            },
            Cancel)));
        await NewestAsync(400);
        var into = new Event[400];
        Assert.Equal(new EventsRead(1, 400), await Log.ReadAsync(0, into, Cancel));
        Assert.Equal(Enumerable.Range(1, 400), into.Select(static posted => posted.Key));
        Assert.Equal(400, into.Select(static posted => ((GeneralUserEvent)posted).Message).Distinct().Count());
    }

    [Fact]
    public async Task The_note_of_a_session_is_read_as_its_event()
    {
        var data = new SessionData { User = new UserIdentity("joe", "joe", []), Locale = "de", MessageLocale = "de", IpAddress = "10.0.0.7", UserAgent = "govc" };
        var key = SessionKey.Create();
        Log.Post(SessionNote.OfBegin(key, data));
        Log.Post(SessionNote.OfEnd(new Session { Key = key, Data = data, LoginTime = DateTime.UnixEpoch, LastActiveTime = DateTime.UnixEpoch, CallCount = 7 }));
        await NewestAsync(2);
        var into = new Event[2];
        await Log.ReadAsync(0, into, Cancel);
        var login = Assert.IsType<UserLoginSessionEvent>(into[0]);
        Assert.Equal((1, key, "joe", "de"), (login.Key, login.SessionId, login.UserName, login.Locale));
        var logout = Assert.IsType<UserLogoutSessionEvent>(into[1]);
        Assert.Equal((2, key, 7), (logout.Key, logout.SessionId, logout.CallCount));
    }

    [Fact]
    public async Task Whoever_waits_is_told_once_and_only_if_still_waiting()
    {
        var told = new SemaphoreSlim(0);
        var cancelled = 0;
        void Tell() => told.Release();
        void Never() => Interlocked.Increment(ref cancelled);
        Log.NotifyOnce(Tell);
        Log.NotifyOnce(Tell);
        Log.NotifyOnce(Never);
        Log.CancelNotify(Never);
        Post("first");
        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Post("second");
        await NewestAsync(2);
        Assert.Equal((0, 0), (told.CurrentCount, cancelled));
    }

    [Fact]
    public async Task A_read_that_is_cancelled_reads_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Log.ReadAsync(0, new Event[1], new CancellationToken(canceled: true)));

    /// <summary>Posts an event with a text.</summary>
    protected void Post(string text) => Log.Post(Make(text));

    private static Func<EventStamp, Event> Make(string text) => stamp => new GeneralUserEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "joe",
        Message = text,
    };

    private async Task NewestAsync(long position)
    {
        while (true)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Log.NotifyOnce(changed.SetResult);
            if ((await Log.GetBoundsAsync(Cancel)).Newest >= position)
            {
                Log.CancelNotify(changed.SetResult);
                return;
            }

            await changed.Task.WaitAsync(Cancel);
        }
    }
}
