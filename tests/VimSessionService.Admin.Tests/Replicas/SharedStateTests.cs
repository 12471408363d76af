using System.Net;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Users;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>What an operator does with the sessions and tickets that replicas share, and with the whole state.</summary>
public sealed class SharedStateTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_idle_time_of_a_session_is_set_at_another_replica_than_its_own()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        var cookie = (await one.LoginAsync()).Cookie;
        var key = (await two.Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions.Single().Key;
        var changed = await two.Api.ChangeSessionAsync(key, new SessionUpdate { Idle = TimeSpan.FromMinutes(20) }, Cancel);
        Assert.InRange(changed.Idle, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(25));
        Assert.Equal(HttpStatusCode.OK, (await one.FetchAsync("currentSession", cookie)).Status);
        Assert.InRange((await one.Api.GetSessionAsync(key, Cancel)).Idle, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        await two.Api.ChangeSessionAsync(key, new SessionUpdate { Idle = TimeSpan.FromMinutes(31) }, Cancel);
        Assert.Empty((await one.Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions);
        Assert.DoesNotContain("<key>", (await one.FetchAsync("currentSession", cookie)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_are_listed_and_ended_at_any_replica()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        var cookie = (await one.LoginAsync()).Cookie;
        var kept = await AcquireAsync(one, cookie);
        var first = Assert.Single((await two.Api.ListTicketsAsync(Cancel)).Tickets);
        var ended = await AcquireAsync(two, cookie);
        var tickets = (await two.Api.ListTicketsAsync(Cancel)).Tickets;
        Assert.Equal(2, tickets.Count);
        Assert.All(tickets, static ticket => Assert.True(ticket.UserName.Contains("alice", StringComparison.OrdinalIgnoreCase) && ticket.ExpiresIn > TimeSpan.Zero));
        var id = tickets.Single(ticket => ticket.Id != first.Id).Id;
        await one.Api.ExpireTicketAsync(id, Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => two.Api.ExpireTicketAsync(id, Cancel));
        Assert.NotEqual(HttpStatusCode.OK, (await CloneAsync(one, ended)).Status);
        Assert.Equal(HttpStatusCode.OK, (await CloneAsync(two, kept)).Status);
    }

    [Fact]
    public async Task A_snapshot_that_is_restored_at_another_replica_brings_sessions_tickets_rules_and_users_back()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.CreateUserAsync(new UserCreation { Name = "bob@vsphere.local", Password = "secret", Role = "Admin" }, Cancel);
        await one.AddAsync(new RuleSpec { Id = "rare", When = new RuleConditions { Operations = ["CurrentTime"] }, Calls = new RuleCount { Times = 3 }, Answer = new RuleAnswer { Status = 529 } });
        var cookie = (await one.LoginAsync("bob@vsphere.local", "secret")).Cookie;
        var ticket = await AcquireAsync(two, cookie);
        var taken = await two.Api.TakeSnapshotAsync(Cancel);
        Assert.Equal((1, 1, 1), (taken.Sessions.Count, taken.Tickets.Count, taken.Rules!.Count));

        // Nothing changes by a snapshot of now.
        await one.Api.RestoreSnapshotAsync(taken, Cancel);
        Same(taken, await two.Api.TakeSnapshotAsync(Cancel));
        Assert.Contains("bob", (await two.FetchAsync("currentSession", cookie)).Content, StringComparison.OrdinalIgnoreCase);

        await one.LogoutAsync(cookie);
        await one.LoginAsync();
        await one.Api.DeleteUserAsync("bob@vsphere.local", Cancel);
        await one.Api.ClearRulesAsync(Cancel);
        await one.Api.RestoreSnapshotAsync(taken, Cancel);
        Same(taken, await two.Api.TakeSnapshotAsync(Cancel));
        Assert.Contains("bob", (await two.FetchAsync("currentSession", cookie)).Content, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await CloneAsync(two, ticket)).Status);
        Assert.Equal(HttpStatusCode.OK, (await two.LoginAsync("bob@vsphere.local", "secret")).Status);
    }

    [Fact]
    public async Task A_snapshot_of_a_service_without_a_store_is_restored_by_replicas()
    {
        await using var alone = await LabHost.StartAsync();
        var cookie = (await alone.LoginAsync()).Cookie;
        var taken = await alone.Api.TakeSnapshotAsync(Cancel);
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.RestoreSnapshotAsync(taken, Cancel);
        Assert.Equal(taken.Sessions.Single().Key, (await two.Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions.Single().Key);
        Assert.Contains("alice", (await two.FetchAsync("currentSession", cookie)).Content, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reset_at_one_replica_brings_all_into_the_state_of_the_start()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        var before = await one.Api.TakeSnapshotAsync(Cancel);
        await one.Api.CreateUserAsync(new UserCreation { Name = "bob@vsphere.local", Password = "secret", Role = "Admin" }, Cancel);
        var late = await hosts.JoinAsync(); // it knows bob, and resets him nevertheless
        await two.Api.ChangeLimitsAsync(new() { MaxSessions = 9 }, Cancel);
        await two.AddAsync(new RuleSpec { When = new RuleConditions { Operations = ["CurrentTime"] }, Answer = new RuleAnswer { Status = 529 } });
        await one.Api.StartOutageAsync(new() { Doors = ["sts"], Mode = AdminClient.Outages.OutageMode.Unavailable }, Cancel);
        var cookie = (await one.LoginAsync()).Cookie;
        await AcquireAsync(two, cookie);
        await late.Api.ResetAsync(Cancel);
        foreach (var host in (LabHost[])[one, two, late])
        {
            Same(before, await host.Api.TakeSnapshotAsync(Cancel));
            Assert.DoesNotContain("<key>", (await host.FetchAsync("currentSession", cookie)).Content, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await two.LoginAsync()).Status);
    }

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from those of SOAP.</summary>
    [Fact]
    public async Task Sessions_that_REST_keeps_apart_are_those_of_every_replica()
    {
        await using var hosts = new ReplicaHosts(server);
        LabHost[] all = [await JoinOldAsync(), await JoinOldAsync(), await JoinOldAsync()];
        var id = await BeginAsync(all[0]);
        var key = Assert.Single((await all[1].Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions).Key;
        Assert.InRange((await all[2].Api.ChangeSessionAsync(key, new SessionUpdate { Idle = TimeSpan.FromMinutes(20) }, Cancel)).Idle, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(25));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(all[1], id));
        await all[2].Api.TerminateSessionAsync(key, Cancel);
        foreach (var host in all)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, id));

        id = await BeginAsync(all[0]);
        Assert.Empty((await all[0].Api.TakeSnapshotAsync(Cancel)).Sessions);
        await all[1].Api.RestoreSnapshotAsync(await all[0].Api.TakeSnapshotAsync(Cancel), Cancel);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(all[2], id)); // as without a store
        for (var i = 0; i < 6; i++)
        {
            await all[i % 3].Api.ResetAsync(Cancel);
            var later = await BeginAsync(all[(i + 1) % 3]);
            foreach (var host in all)
                Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(host, id), await StatusAsync(host, later)));
            id = later;
        }

        Assert.Equal(1, (await all[1].Api.RestartAsync(cancellationToken: Cancel)).SessionsLost);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(all[0], id));

        Task<LabHost> JoinOldAsync() => hosts.JoinAsync(static options => options.Emulation.ApiVersion = "7.0.3.0");
    }

    private static async Task<string> BeginAsync(LabHost host)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{LabHost.User}:{LabHost.Password}")));
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(Cancel)).Trim('"');
    }

    private static async Task<HttpStatusCode> StatusAsync(LabHost host, string id)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/session");
        request.Headers.Add("vmware-api-session-id", id);
        using var response = await client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private static void Same(Snapshot one, Snapshot other) => Assert.Equal(Text(one), Text(other));

    /// <summary>A snapshot without what time changes.</summary>
    private static string Text(Snapshot snapshot) => System.Text.Json.JsonSerializer.Serialize(snapshot with
    {
        TakenAt = default,
        Users = [.. snapshot.Users.Select(static user => user with { PasswordHash = null })], // each replica has its own of a declared account
        Sessions = [.. snapshot.Sessions.Select(static session => session with { Age = default, Idle = default, CallCount = 0, UserAgent = "" })],
        Tickets = [.. snapshot.Tickets.Select(static ticket => ticket with { ExpiresIn = default })],
    });

    private static async Task<string> AcquireAsync(LabHost host, string? cookie)
    {
        var (status, content, _) = await host.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this>SessionManager</_this></AcquireCloneTicket>", cookie);
        Assert.True(status == HttpStatusCode.OK, content);
        return content.Split("<returnval>")[1].Split("</returnval>")[0];
    }

    private static Task<(HttpStatusCode Status, string Content, string? Cookie)> CloneAsync(LabHost host, string ticket) =>
        host.CallAsync($"<CloneSession xmlns=\"urn:vim25\"><_this>SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>");
}
