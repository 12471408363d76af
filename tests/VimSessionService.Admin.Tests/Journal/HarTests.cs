using System.Reflection;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Outages;
using VimSessionService.Hosting;
using VimSessionService.Lab.Journal;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Admin.Tests.Journal;

/// <summary>The HTTP archive has every request as it came, without secrets, and is one by HAR 1.2.</summary>
public sealed class HarTests
{
    private const string Ticket = "cst-VCT-52a1b2c3-0000-1111-2222-333344445555--tp-AA-BB";

    private static readonly JsonSchema Har = JsonSchema.FromText(File.ReadAllText(Path.Combine(
        typeof(HarTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!,
        "tests", "VimSessionService.Admin.Tests", "Journal", "har-1.2.schema.json")));

    /// <summary>Other methods, paths and queries than those of <see cref="DoorRequest.All"/>.</summary>
    private static readonly (string Door, string Method, string Target)[] Further =
    [
        ("vi-json", "GET", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/currentSession"),
        ("vi-json", "POST", "/sdk/vim25/8.0.2.0/ServiceInstance/ServiceInstance/CurrentTime"),
        ("rest", "GET", "/api/session"),
        ("rest", "DELETE", "/api/session"),
        ("rest", "GET", "/rest/com/vmware/cis/session"),
        ("rest", "DELETE", "/rest/com/vmware/cis/session"),
        ("rest", "POST", "/rest/com/vmware/cis/session?~action=get"),
        ("sts", "POST", "/sts/STSService/vsphere.local"),
        ("ticketed", "HEAD", "/folder/a+b/c.iso?dcPath=ha-datacenter&dsName=datastore1"),
        ("ticketed", "PUT", "/folder/a.iso?dcPath=Paris%2FNord&dsName=local"),
        ("ticketed", "DELETE", "/nfc/52aa/disk-0.vmdk"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Requests =>
        [.. DoorRequest.All.Select(static request => (request.Door, request.Method, request.Path)).Concat(Further)];

    [Fact]
    public void Every_door_has_a_request_here() =>
        Assert.Equal(ServiceDoors.Table.Names.Order(StringComparer.Ordinal), Requests.Select(static row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_is_in_it_with_its_method_and_its_URL(string door, string method, string target)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await SendAsync(host, method, target);

        var entry = Assert.Single(await EntriesAsync(host));

        Assert.Equal((method, "https://vcenter.invalid" + target), ((string?)entry!["request"]!["method"], (string?)entry["request"]!["url"]));
        var call = Assert.Single((await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls);
        Assert.Equal((door, method, target), (call.Door, call.Method, call.Target));
        Assert.Equal(call.Status, (int?)entry["response"]!["status"]);
        Assert.Equal(door, (string?)entry["_vimsession"]!["door"]);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task A_request_that_met_an_outage_is_in_it_too(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.Api.StartOutageAsync(new OutageSpec { Mode = OutageMode.Unavailable }, Cancelled);

        await request.SendAsync(host);

        var entry = Assert.Single(await EntriesAsync(host))!;
        Assert.Equal((request.Method, "https://vcenter.invalid" + request.Path, 503), ((string?)entry["request"]!["method"], (string?)entry["request"]!["url"], (int?)entry["response"]!["status"]));
    }

    [Fact]
    public async Task The_path_of_shared_sessions_is_the_one_that_was_asked()
    {
        await using var host = await LabHost.StartAsync(before: static services =>
            services.AddSingleton(new SharedSessionOptions("/give/session", "0123456789abcdef", LabHost.User)));

        await SendAsync(host, "GET", "/give/session");

        Assert.Equal("https://vcenter.invalid/give/session", (string?)Assert.Single(await EntriesAsync(host))!["request"]!["url"]);
    }

    [Theory]
    [InlineData("/folder/a.iso?token=s3cret&dcPath=ha&s3cret", "/folder/a.iso?token=***&dcPath=ha&***")]
    [InlineData("/folder/" + Ticket + "/a.iso", "/folder/***/a.iso")]
    [InlineData("/folder/a.iso?ticket=" + Ticket, "/folder/a.iso?ticket=***")]
    [InlineData("/folder/a.iso?dcPath=" + Ticket, "/folder/a.iso?dcPath=***")]
    [InlineData("/folder/a.iso?acti%20on=s3cret&=s3cret&", "/folder/a.iso?acti%20on=***&=***&")]
    [InlineData("/api/session?action=get&password=s3cret", "/api/session?action=get&password=***")]
    [InlineData("/rest/com/vmware/cis/session?vmware-api-session-id=s3cret", "/rest/com/vmware/cis/session?vmware-api-session-id=***")]
    public async Task What_may_be_secret_in_a_target_is_hidden(string target, string shown)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await SendAsync(host, "GET", target);

        Assert.Equal(shown, Assert.Single((await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls).Target);
        var har = await host.Api.ExportJournalAsync("har", cancellationToken: Cancelled);
        Assert.DoesNotContain("s3cret", har, StringComparison.Ordinal);
        Assert.DoesNotContain(Ticket, har, StringComparison.Ordinal);
        Assert.DoesNotContain(Ticket, await host.Api.ExportJournalAsync("jsonl", cancellationToken: Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_told_pair_by_pair()
    {
        await using var host = await DoorRequest.StartHostAsync();
        await SendAsync(host, "GET", "/folder/a.iso?dcPath=Paris%2FNord&dsName=local&token=x");

        var query = Assert.Single(await EntriesAsync(host))!["request"]!["queryString"]!.AsArray();

        Assert.Equal([("dcPath", "Paris/Nord"), ("dsName", "local"), ("token", "***")], query.Select(static pair => ((string?)pair!["name"], (string?)pair["value"])));
    }

    [Fact]
    public void What_no_URL_may_have_is_escaped()
    {
        var call = new JournalCall
        {
            Number = 1,
            Time = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            Door = "ticketed",
            Operation = "ticketed.GET",
            ClientAddress = "::1",
            UserAgent = "",
            Status = 200,
            Method = "GET",
            Target = "/folder/a b\"<é>|#\\?x={}",
        };

        var document = JsonNode.Parse(HarDocument.Write([call]))!;

        Assert.Equal("https://vcenter.invalid/folder/a%20b%22%3C%C3%A9%3E%7C%23%5C?x=%7B%7D", (string?)document["log"]!["entries"]![0]!["request"]!["url"]);
        AssertValid(document);
    }

    [Fact]
    public async Task Arguments_are_the_body_of_a_request_that_has_one()
    {
        await using var host = await DoorRequest.StartHostAsync();
        var login = await host.LoginAsync();
        await SendAsync(host, "GET", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/currentSession");

        var entries = await EntriesAsync(host);

        Assert.Contains("\"password\":\"***\"", (string?)entries[0]!["request"]!["postData"]!["text"], StringComparison.Ordinal);
        Assert.Null(entries[1]!["request"]!["postData"]);
        Assert.DoesNotContain(login.Cookie!.Split('"', '=')[^2], await host.Api.ExportJournalAsync("har", cancellationToken: Cancelled), StringComparison.Ordinal);
    }

    /// <summary>A document without a field that the format requires is not taken by the schema of this test.</summary>
    [Theory]
    [InlineData("startedDateTime")]
    [InlineData("request")]
    [InlineData("timings")]
    public async Task The_schema_misses_what_is_missing(string field)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await host.LoginAsync();
        var document = JsonNode.Parse(await host.Api.ExportJournalAsync("har", cancellationToken: Cancelled))!;
        AssertValid(document);

        document["log"]!["entries"]![0]!.AsObject().Remove(field);

        Assert.False(Har.Evaluate(document).IsValid);
    }

    /// <summary>The entries of the archive, which is valid.</summary>
    private static async Task<JsonArray> EntriesAsync(LabHost host)
    {
        var document = JsonNode.Parse(await host.Api.ExportJournalAsync("har", cancellationToken: Cancelled))!;
        AssertValid(document);
        return document["log"]!["entries"]!.AsArray();
    }

    private static void AssertValid(JsonNode document)
    {
        var result = Har.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', result.Details.Where(static detail => detail.HasErrors).Select(static detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
    }

    private static async Task SendAsync(LabHost host, string method, string target)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://localhost" + target));
        if (method is "POST" or "PUT")
            request.Content = new StringContent("");
        (await client.SendAsync(request, Cancelled)).Dispose();
    }
}
