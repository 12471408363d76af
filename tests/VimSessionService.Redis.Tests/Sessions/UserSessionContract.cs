using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>What holds of finding a session by its user, in memory and at replicas.</summary>
public abstract class UserSessionContract : IAsyncLifetime
{
    private IReadOnlyList<IUserSessions> _at = [];

    private protected static CancellationToken Cancel => World.Cancel;

    /// <summary>The clock.</summary>
    protected FakeTimeProvider Time { get; } = new(World.Time0);

    /// <summary>How long and how many sessions live.</summary>
    protected SessionLimits Settings { get; } = new() { ReservedSessions = 0 };

    public async ValueTask InitializeAsync() => _at = [.. (await BeginAsync()).Cast<IUserSessions>()];

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Three stores that have the same sessions, or one three times.</summary>
    protected abstract ValueTask<IReadOnlyList<object>> BeginAsync();

    /// <summary>Ends them.</summary>
    protected abstract ValueTask EndAsync();

    [Fact]
    public async Task Of_several_sessions_of_a_user_the_one_with_the_oldest_login_is_found_at_every_replica()
    {
        Assert.Null(await FindAsync(0, "joe"));
        var first = await AddAsync(1, "joe");
        var second = await AddAsync(0, "joe");
        await AddAsync(2, "jane");
        for (var i = 0; i < 3; i++)
            Assert.Equal(first.Key, (await FindAsync(i, "joe"))?.Key);
        Assert.True(await _at[2].RemoveAsync(first.Key, SessionEnd.LoggedOut, Cancel));
        for (var i = 0; i < 3; i++)
            Assert.Equal(second.Key, (await FindAsync(i, "joe"))?.Key);
        Assert.True(await _at[0].RemoveAsync(second.Key, SessionEnd.LoggedOut, Cancel));
        for (var i = 0; i < 3; i++)
            Assert.Null(await FindAsync(i, "joe"));
    }

    [Theory]
    [InlineData("joe", "JOE")]
    [InlineData("joe", @"localos\joe")]
    [InlineData(@"VSPHERE.LOCAL\joe", "joe@vsphere.local")]
    public async Task The_spelling_does_not_matter(string user, string asked)
    {
        var session = await AddAsync(0, user);
        Assert.Equal(session.Key, (await FindAsync(1, asked))?.Key);
        Assert.Null(await FindAsync(2, asked + "x"));
    }

    [Fact]
    public async Task The_user_is_the_one_that_a_session_is_of_now()
    {
        var (own, other) = (await AddAsync(0, "joe"), await AddAsync(1, "jane"));
        Assert.Equal(own.Key, (await FindAsync(2, "joe"))?.Key);
        await BecomeAsync(1, own.Key, "jane");
        for (var i = 0; i < 3; i++)
            Assert.Equal((null, own.Key), ((await FindAsync(i, "joe"))?.Key, (await FindAsync(i, "jane"))?.Key));
        await BecomeAsync(2, own.Key, "jack");
        for (var i = 0; i < 3; i++)
            Assert.Equal((own.Key, other.Key), ((await FindAsync(i, "jack"))?.Key, (await FindAsync(i, "jane"))?.Key));
    }

    [Fact]
    public async Task A_session_that_is_over_is_not_found()
    {
        await AddAsync(0, "joe");
        Assert.NotNull(await FindAsync(1, "joe"));
        Time.Advance(Settings.IdleTimeout - TimeSpan.FromTicks(1));
        var young = await AddAsync(2, "joe");
        Time.Advance(TimeSpan.FromTicks(1));
        for (var i = 0; i < 3; i++)
            Assert.Equal(young.Key, (await FindAsync(i, "joe"))?.Key);
    }

    [Fact]
    public async Task What_was_restored_is_found()
    {
        var states = (ISessionStateStore)_at[0];
        var session = await AddAsync(1, "joe");
        Assert.NotNull(await FindAsync(2, "joe"));
        var saved = await states.SaveAsync(Cancel);
        Assert.True(await _at[1].RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Null(await FindAsync(2, "joe"));
        await states.RestoreAsync(saved, Cancel);
        for (var i = 0; i < 3; i++)
            Assert.Equal(session.Key, (await FindAsync(i, "joe"))?.Key);
    }

    /// <summary>Logins, ends and changes of users meet questions at every replica; what is found is always right, and nothing is left behind.</summary>
    [Fact]
    public async Task Whatever_happens_at_once_each_answer_is_of_the_user_that_was_asked_for()
    {
        var steady = await AddAsync(0, "steady");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            async () =>
            {
                for (var n = 0; n < 15; n++)
                {
                    var session = await AddAsync(i % 3, $"user{i}");
                    Assert.Equal(session.Key, (await FindAsync((i + n) % 3, $"user{i}"))?.Key);
                    await BecomeAsync((i + 1) % 3, session.Key, $"other{i}");
                    Assert.Null(await FindAsync((i + n) % 3, $"user{i}"));
                    Assert.Equal(session.Key, (await FindAsync((i + n + 1) % 3, $"other{i}"))?.Key);
                    Assert.Equal(steady.Key, (await FindAsync(n % 3, "steady"))?.Key);
                    Assert.True(await _at[(i + 2) % 3].RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
                    Assert.Null(await FindAsync((i + n) % 3, $"other{i}"));
                }
            },
            Cancel)));
        Assert.True(await _at[0].RemoveAsync(steady.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Null(await FindAsync(1, "steady"));
    }

    private protected async Task<Session> AddAsync(int at, string user) => (await _at[at].AddAsync(World.Data(user), [World.NewToken()], Cancel))!;

    private protected ValueTask<Session?> FindAsync(int at, string user) => _at[at].FindOfUserAsync(AccountName.Parse(user), Cancel);

    private async Task BecomeAsync(int at, string key, string user) =>
        Assert.NotNull(await _at[at].UpdateAsync(key, data => data with { User = new UserIdentity(user, user, []) }, Cancel));
}
