using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Hosting.Tests;

/// <summary>Observers of sessions in a host.</summary>
public sealed class ObserverTests
{
    /// <summary>The store tells the observers what becomes of sessions, so each needs the other.</summary>
    [Fact]
    public async Task An_observer_of_sessions_may_need_the_store_and_what_needs_the_store()
    {
        await using var app = await SomeHost.StartAsync(
            static options => options.Directory.AddUser("alice", "secret", role: "Admin"), static services => services.AddSingleton<ISessionObserver, Counting>());

        Assert.Equal(HttpStatusCode.OK, (await app.LoginAsync("alice", "secret")).Status);
        var login = await app.LoginAsync("alice", "secret");
        await app.CallAsync("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>", login.Cookie);

        Assert.Equal([1, 2, 1], Assert.IsType<Counting>(app.Services.GetRequiredService<ISessionObserver>()).Counts);
    }

    [Fact]
    public async Task An_observer_that_cannot_be_made_fails_the_start() => Assert.Equal(
        "there is no database",
        (await Assert.ThrowsAsync<InvalidOperationException>(static () => SomeHost.StartAsync(
            before: static services => services.AddSingleton<ISessionObserver>(static _ => throw new InvalidOperationException("there is no database"))))).Message);

    private sealed class Counting(ISessionStore store, SessionService sessions) : ISessionObserver
    {
        public List<int> Counts { get; } = [];

        public async ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => Counts.Add((await store.ListAsync(cancellationToken)).Count);

        public async ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken) =>
            Counts.Add((await sessions.ListAsync(cancellationToken)).Count);
    }
}
