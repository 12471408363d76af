using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.Admin.Tests;

/// <summary>Sessions by the admin API.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_are_listed_with_what_is_known_of_them()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync(userAgent: "govc/0.39.0");

        var (sessions, total) = await host.Api.ListSessionsAsync(cancellationToken: Cancelled);

        var session = Assert.Single(sessions);
        Assert.Equal(1, total);
        Assert.Equal(("VSPHERE.LOCAL\\alice", "govc/0.39.0", "soap", 0L), (session.UserName, session.UserAgent, session.Door, session.CallCount));
    }

    [Fact]
    public async Task A_query_finds_those_that_match_all_of_it()
    {
        await using var host = await LabHost.StartAsync(static options => options.Directory.AddUser("bob", "battery staple", "ReadOnly"));
        await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.LoginAsync("bob", "battery staple", "pyvmomi");

        async Task<IEnumerable<string>> Find(SessionQuery query) => (await host.Api.ListSessionsAsync(query, Cancelled)).Sessions.Select(static session => session.UserName);

        Assert.Equal(["bob"], await Find(new SessionQuery { User = "bob" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { User = "alice@vsphere.local" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { UserAgent = "GOVC" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice", "bob"], await Find(new SessionQuery { Door = "soap" }));
        Assert.Empty(await Find(new SessionQuery { User = "bob", UserAgent = "govc" }));
        Assert.Empty(await Find(new SessionQuery { MinAge = TimeSpan.FromHours(1) }));
        Assert.Empty(await Find(new SessionQuery { MinIdle = TimeSpan.FromHours(1) }));
    }
}
