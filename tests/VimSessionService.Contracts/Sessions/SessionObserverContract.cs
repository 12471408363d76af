using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Contracts.Sessions;

/// <summary>What every <see cref="ISessionObserver"/> bears with.</summary>
public abstract class SessionObserverContract : IAsyncLifetime
{
    /// <summary>The observer.</summary>
    protected ISessionObserver Observer { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes an observer; it is disposed of after the test if it can be.</summary>
    protected abstract ISessionObserver CreateObserver();

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Observer = CreateObserver();
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Observer is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Observer as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sessions_come_change_and_end_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            async () =>
            {
                var session = NewSession($"user {i}");
                await Observer.ChangedAsync(session, Cancel);
                await Observer.ChangedAsync(session with { CallCount = 1 }, Cancel);
                await Observer.EndedAsync(session with { CallCount = 2 }, SessionEnd.LoggedOut, endedHere: i % 2 == 0, Cancel);
            },
            Cancel)));
    }

    [Fact]
    public async Task A_session_that_is_not_known_ends()
    {
        foreach (var reason in Enum.GetValues<SessionEnd>())
            await Observer.EndedAsync(NewSession("joe"), reason, endedHere: true, Cancel);
    }

    [Fact]
    public async Task A_change_that_is_told_after_the_end_does_no_harm()
    {
        var session = NewSession("joe");
        await Observer.EndedAsync(session, SessionEnd.Terminated, endedHere: false, Cancel);
        await Observer.ChangedAsync(session, Cancel);
    }

    /// <summary>A session of a user.</summary>
    protected static Session NewSession(string userName) => new()
    {
        Key = SessionKey.Create(),
        Data = new SessionData { User = new UserIdentity(userName, userName, []), Locale = "en", MessageLocale = "en", IpAddress = "10.0.0.7", UserAgent = "" },
        LoginTime = DateTime.UnixEpoch,
        LastActiveTime = DateTime.UnixEpoch,
        CallCount = 0,
    };
}
