using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public sealed class SessionNotificationsTests : IDisposable
{
    private static readonly Session Any = new()
    {
        Key = "52",
        Data = new SessionData { User = new UserIdentity("root", "root", []), Locale = "en", MessageLocale = "en", IpAddress = "10.0.0.7", UserAgent = "" },
        LoginTime = DateTime.UnixEpoch,
        LastActiveTime = DateTime.UnixEpoch,
        CallCount = 0,
    };

    private readonly FakeTimeProvider _time = new();
    private readonly SessionNotifications _notifications;
    private readonly List<string> _told = [];

    public SessionNotificationsTests() => _notifications = new SessionNotifications(_time);

    public void Dispose() => _notifications.Dispose();

    [Fact]
    public async Task Observers_are_told_one_after_the_other_in_the_order_of_their_registration()
    {
        var first = new TaskCompletionSource();
        _notifications.Register(new Observer(async _ =>
        {
            await first.Task;
            _told.Add("first");
        }));
        _notifications.Register(new Observer(_ => Told("second")));
        var told = _notifications.EndedAsync(Any, SessionEnd.LoggedOut, endedHere: true).AsTask();
        Assert.False(told.IsCompleted);
        first.SetResult();
        await told;
        Assert.Equal(["first", "second"], _told);
    }

    [Fact]
    public async Task An_observer_that_throws_hinders_nobody()
    {
        _notifications.Register(new Observer(_ => throw new InvalidOperationException("broken")));
        _notifications.Register(new Observer(static async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("broken later");
        }));
        _notifications.Register(new Observer(_ => Told("third")));
        await _notifications.ChangedAsync(Any);
        await _notifications.EndedAsync(Any, SessionEnd.LoggedOut, endedHere: true);
        Assert.Equal(["third", "third"], _told);
    }

    /// <summary>They may need the store, which needs the notifications.</summary>
    [Fact]
    public async Task Observers_that_are_made_later_are_made_once_and_told_in_their_turn()
    {
        _notifications.Register(new Observer(_ => Told("first")));
        var made = 0;
        _notifications.Register(() =>
        {
            made++;
            return [new Observer(_ => Told("second")), new Observer(_ => Told("third"))];
        });
        _notifications.Register(new Observer(_ => Told("fourth")));
        Assert.Equal(0, made);
        await _notifications.ChangedAsync(Any);
        await _notifications.EndedAsync(Any, SessionEnd.LoggedOut, endedHere: true);
        _notifications.MakeObservers();
        Assert.Equal(1, made);
        Assert.Equal(["first", "second", "third", "fourth", "first", "second", "third", "fourth"], _told);
    }

    [Fact]
    public async Task An_observer_that_hangs_is_waited_for_a_while_only()
    {
        var token = CancellationToken.None;
        _notifications.Register(new Observer(async cancelled =>
        {
            token = cancelled;
            await Task.Delay(Timeout.Infinite, cancelled);
        }));
        _notifications.Register(new Observer(_ => Told("second")));
        var told = _notifications.EndedAsync(Any, SessionEnd.LoggedOut, endedHere: true).AsTask();
        Assert.False(told.IsCompleted);
        _time.Advance(SessionNotifications.MaxWait);
        await told;
        Assert.Equal(["second"], _told);
        Assert.False(token.IsCancellationRequested);
        _notifications.Dispose();
        Assert.True(token.IsCancellationRequested);
    }

    private ValueTask Told(string what)
    {
        _told.Add(what);
        return default;
    }

    private sealed class Observer(Func<CancellationToken, ValueTask> told) : ISessionObserver
    {
        public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => told(cancellationToken);

        public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken) => told(cancellationToken);
    }
}
