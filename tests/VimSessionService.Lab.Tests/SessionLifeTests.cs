using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Clock;

namespace VimSessionService.Lab.Tests;

/// <summary>The longest life of sessions, which calls do not prolong.</summary>
public sealed class SessionLifeTests : IDisposable
{
    private static readonly SessionToken Token = new("token");

    private readonly LabClock _clock = new(new FakeTimeProvider());
    private readonly SessionLimits _settings = new() { IdleTimeout = TimeSpan.FromMinutes(30) };
    private readonly InMemorySessionStore _store;

    public SessionLifeTests() => _store = new InMemorySessionStore(_clock, _settings);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_whose_life_is_over_ends_when_its_call_has_ended()
    {
        _settings.MaxLifetime = TimeSpan.FromMinutes(20);
        var session = await AddAsync();
        await _store.EnterAsync(Token, Cancelled);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _store.Count);
        await _store.LeaveAsync(session.Key);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task A_limit_that_is_set_later_holds_for_sessions_that_live()
    {
        await AddAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));

        _settings.MaxLifetime = TimeSpan.FromMinutes(15);
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(1, _store.Count);
        _clock.Advance(TimeSpan.FromMinutes(0.1));

        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task Without_the_limit_the_idle_timeout_holds_again()
    {
        _settings.MaxLifetime = TimeSpan.FromMinutes(15);
        await AddAsync();

        _settings.MaxLifetime = TimeSpan.Zero;
        _clock.Advance(TimeSpan.FromMinutes(29.9));
        Assert.Equal(1, _store.Count);
        _clock.Advance(TimeSpan.FromMinutes(0.1));

        Assert.Equal(0, _store.Count);
    }

    public void Dispose()
    {
        _store.Dispose();
        _clock.Dispose();
    }

    private async Task<Session> AddAsync() => (await _store.AddAsync(
        new SessionData { User = new UserIdentity("alice", "Alice", []), Locale = "en", MessageLocale = "en", IpAddress = "127.0.0.1", UserAgent = "" }, [Token], Cancelled))!;
}
