using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>The time, duration, client and operation id of a call are in the journal, whichever door it came to.</summary>
public sealed class JournalAtDoorsTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task When_a_call_came_how_long_it_took_and_from_where(string name)
    {
        var time = new FakeTimeProvider(Noon);
        await using var host = await DoorRequest.StartHostAsync(time, static services => services.AddSingleton<IStartupFilter>(new FromAddress(IPAddress.Parse("192.0.2.7"))));
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec { Id = "slow", When = new RuleConditions { Doors = [request.Door] }, Answer = new RuleAnswer { Latency = TimeSpan.FromSeconds(90) } });

        var answer = request.SucceedAsync(host);
        while ((await host.Api.GetRuleAsync("slow", Cancelled)).Applied == 0)
            await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(90));
        await answer;

        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Door = request.Door }, cancellationToken: Cancelled)).Calls);
        Assert.Equal((Noon, TimeSpan.FromSeconds(90), "192.0.2.7"), (call.Time, call.Duration, call.ClientAddress));
    }

    [Fact]
    public async Task The_id_that_a_client_gives_its_call_is_in_it_and_finds_it()
    {
        await using var host = await DoorRequest.StartHostAsync();
        await host.FetchAsync("defaultLocale", null);
        await host.SendEnvelopeAsync("""<soapenv:Header><operationID>op-soap</operationID></soapenv:Header><soapenv:Body><Fetch xmlns="urn:vim25"><_this>SessionManager</_this><prop>defaultLocale</prop></Fetch></soapenv:Body>""");
        await DoorSession.OpenAsync(host, "json-rpc");

        Assert.Equal([null, "op-soap", "op-1"], (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls.Select(static call => call.OperationId));
        Assert.Equal(2, Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { OperationId = "op-soap" }, cancellationToken: Cancelled)).Calls).Number);
        Assert.Equal(1, (await host.Api.CountJournalAsync(new JournalQuery { OperationId = "op-1", Door = "json-rpc" }, Cancelled)).Count);
        Assert.Equal(0, (await host.Api.CountJournalAsync(new JournalQuery { OperationId = "op" }, Cancelled)).Count);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task Calls_are_found_by_their_door(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        foreach (var request in DoorRequest.All)
            await request.SucceedAsync(host);
        var door = DoorRequest.Find(name).Door;

        var calls = (await host.Api.QueryJournalAsync(new JournalQuery { Door = door }, cancellationToken: Cancelled)).Calls;

        Assert.Equal(DoorRequest.All.Count(request => request.Door == door), calls.Count);
        Assert.All(calls, call => Assert.Equal(door, call.Door));
    }

    /// <summary>Gives connections of the test server an address.</summary>
    private sealed class FromAddress(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                context.Connection.RemoteIpAddress = address;
                await following(context);
            });
            next(app);
        };
    }
}
