using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.TestEngines;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>The session of which any replica gives tickets.</summary>
public sealed class CommonSessionTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Path = "/shared-session";
    private const string Secret = "0123456789abcdef";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_one_over_all_replicas_whoever_is_asked_first_and_opened_anew_once_when_it_has_ended()
    {
        await using var hosts = new ReplicaHosts(server);
        LabHost[] all = [await JoinAsync(hosts), await JoinAsync(hosts), await JoinAsync(hosts)];
        var before = "";
        for (var round = 0; round < 5; round++)
        {
            var tickets = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => TicketAsync(all[i % 3])));
            Assert.Equal(12, tickets.Distinct(StringComparer.Ordinal).Count());
            var key = Assert.Single((await all[round % 3].Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions).Key;
            Assert.NotEqual(before, key);
            before = key;
            await all[(round + 1) % 3].Api.TerminateSessionAsync(key, Cancel);
        }
    }

    [Fact]
    public async Task It_outlives_the_replica_that_opened_it_and_each_ticket_keeps_it_from_being_idle()
    {
        await using var hosts = new ReplicaHosts(server);
        var one = await JoinAsync(hosts);
        await TicketAsync(one);
        var session = Assert.Single((await one.Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions);
        await hosts.DisposeAsync();
        var later = await JoinAsync(hosts);
        var ticket = await TicketAsync(later);
        var now = Assert.Single((await later.Api.ListSessionsAsync(cancellationToken: Cancel)).Sessions);
        Assert.Equal((session.Key, session.CallCount + 1), (now.Key, now.CallCount));
        var clone = await later.CallAsync($"<CloneSession xmlns=\"urn:vim25\"><_this>SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>");
        Assert.Equal(HttpStatusCode.OK, clone.Status);
    }

    private static Task<LabHost> JoinAsync(ReplicaHosts hosts) => hosts.JoinAsync(add: static services => services.AddSingleton(new SharedSessionOptions(Path, Secret, LabHost.User)));

    private static async Task<string> TicketAsync(LabHost host)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var response = await client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {text}");
        return text.Split('"')[3];
    }
}
