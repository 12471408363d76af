using System.Net;
using System.Text;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Tests.Lines;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>A door that a host has added is one for rules, outages and the journal, as those of the service.</summary>
public sealed class NewDoorTests
{
    private const string Login = $"Login SessionManager\nuserName={LabHost.User}\npassword={LabHost.Password}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_names_it_and_its_faults_are_in_its_form()
    {
        await using var host = await StartAsync();
        await host.AddAsync(new RuleSpec { Id = "no", When = new RuleConditions { Doors = ["line"] }, Answer = new RuleAnswer { Fault = new FaultSpec { Type = "NoPermission" } } });

        var answer = await CallAsync(host);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.StartsWith("! NoPermission ", answer.Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
        Assert.Equal(1, (await host.Api.GetRuleAsync("no", Cancelled)).Applied);
    }

    [Fact]
    public async Task An_outage_reaches_it_by_its_name_and_all_doors_are_with_it()
    {
        await using var host = await StartAsync();
        await host.Api.StartOutageAsync(new OutageSpec { Id = "own", Doors = ["line"], Mode = OutageMode.Unavailable }, Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(host)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);

        await host.Api.StopOutageAsync("own", Cancelled);
        var all = await host.Api.StartOutageAsync(new OutageSpec { Id = "all", Mode = OutageMode.Unavailable }, Cancelled);
        Assert.Contains("line", all.Doors);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(host)).Status);
        await host.Api.StopOutageAsync("all", Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(host)).Status);
    }

    [Fact]
    public async Task The_journal_is_asked_for_it_and_a_door_that_there_is_not_is_refused()
    {
        await using var host = await StartAsync();
        await CallAsync(host);

        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Door = "line" }, cancellationToken: Cancelled)).Calls);
        Assert.Equal(("line", "Login", 200), (call.Door, call.Operation, call.Status));

        var (status, content) = await host.SendAsync(HttpMethod.Post, "rules", """{"when":{"doors":["lines"]},"answer":{"status":503}}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"line\"", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_the_name_is_refused()
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, "outages", """{"doors":["line"],"mode":"unavailable"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("is no door", content, StringComparison.Ordinal);
    }

    private static Task<LabHost> StartAsync() => LabHost.StartAsync(before: static services => services.AddDoor(new LineDoor()));

    private static async Task<(HttpStatusCode Status, string Content)> CallAsync(LabHost host)
    {
        using var client = host.NewClient();
        using var content = new StringContent(Login, Encoding.UTF8, "text/plain");
        using var answer = await client.PostAsync(new Uri("http://localhost" + LineDoor.Path), content, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
