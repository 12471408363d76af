using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Tests.Rules;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Journal;

namespace VimSessionService.Admin.Tests.Journal;

/// <summary>What the journal has of calls, how it is asked, and that it has an end.</summary>
public sealed class JournalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_in_it_with_all_that_is_known_and_no_secret()
    {
        await using var host = await LabHost.StartAsync();
        var login = await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.FetchAsync("currentSession", login.Cookie);

        var calls = (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls;

        Assert.Equal(["Login", "Fetch"], calls.Select(static call => call.Operation));
        var call = calls[0];
        var key = login.Content.Split("<key>")[1].Split("</key>")[0];
        Assert.Equal((1, "soap", "SessionManager:SessionManager", key, "VSPHERE.LOCAL\\alice", "govc/0.39.0", 200), (call.Number, call.Door, call.Object, call.Session, call.User, call.UserAgent, call.Status));
        Assert.Equal("""{"userName":"alice@vsphere.local","password":"***"}""", call.Arguments?.GetRawText());
        Assert.Equal("""{"prop":"currentSession"}""", calls[1].Arguments?.GetRawText());
        var all = await host.Api.ExportJournalAsync("jsonl", cancellationToken: Cancelled);
        Assert.DoesNotContain(LabHost.Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(login.Cookie!.Split('"', '=')[^2], all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_secret_by_its_name_or_its_form_is_not_in_it()
    {
        await using var host = await StubHost.StartAsync();
        var token = host.Cookie.Split('"', '=')[^2];
        Assert.Equal(40, token.Length);

        await host.CallAsync("LicenseManager", "LicenseManager", "AddLicense", "<licenseKey>AAAAA-BBBBB-CCCCC</licenseKey>");
        await host.CallAsync("OptionManager", "VpxSettings", "UpdateOptions", "<changedValue xsi:type=\"OptionValue\"><key>config.my.password</key><value xsi:type=\"xsd:string\">one two</value></changedValue><changedValue xsi:type=\"OptionValue\"><key>config.name</key><value xsi:type=\"xsd:string\">shown</value></changedValue>");
        await host.CallAsync("SessionManager", "SessionManager", "SessionIsActive", $"<sessionID>{token}</sessionID><userName>alice</userName>");
        await host.CallAsync("SessionManager", "SessionManager", "TerminateSession", $"<sessionId>{token}</sessionId>");
        await host.CallAsync("Folder", token, "Fetch", "<prop>name</prop>");
        await host.CallAsync("SessionManager", "SessionManager", "SessionIsActive", "<sessionID>cst-VCT-52000000-0000-0000-0000-000000000000--tp-AA</sessionID><userName>alice</userName>");

        var all = await host.Lab.Api.ExportJournalAsync("jsonl", cancellationToken: Cancelled) + await host.Lab.Api.ExportJournalAsync("har", cancellationToken: Cancelled);
        foreach (var secret in (string[])["AAAAA-BBBBB", "one two", token, "cst-VCT"])
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        foreach (var plain in (string[])["\"licenseKey\":\"***\"", "config.my.password", "\"value\":\"shown\"", "\"sessionID\":\"***\""])
            Assert.Contains(plain, all, StringComparison.Ordinal);
        Assert.Matches("\"fault\":\"ManagedObjectNotFound\",\"reason\":\"[^\"]*\\*\\*\\*", all);
    }

    [Fact]
    public async Task A_failure_is_in_it_with_the_true_reason_and_a_rule_with_its_name()
    {
        await using var host = await LabHost.StartAsync();
        await host.FetchAsync("sessionList", null);
        await host.AddAsync(new RuleSpec { Id = "flaky", Answer = new RuleAnswer { Status = 503 } });
        await host.FetchAsync("sessionList", null);

        var calls = (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls;

        Assert.Equal((500, "NotAuthenticated", "Sessions.TerminateSession is missing for sessionList", null), (calls[0].Status, calls[0].Fault, calls[0].Reason, calls[0].Rule));
        Assert.Equal((503, null, "answered by rule flaky", "flaky"), (calls[1].Status, calls[1].Fault, calls[1].Reason, calls[1].Rule));
    }

    [Theory]
    [InlineData("operation=Fetch", 3)]
    [InlineData("operation=Fetch&after=3", 1)]
    [InlineData("door=soap&status=500", 2)]
    [InlineData("object=SessionManager", 4)]
    [InlineData("object=SessionManager:SessionManager", 4)]
    [InlineData("user=alice@vsphere.local", 2)]
    [InlineData("userAgent=govc*", 1)]
    [InlineData("fault=Not*", 2)]
    [InlineData("rule=none", 0)]
    public async Task It_is_asked_by_what_calls_have(string query, int count)
    {
        await using var host = await LabHost.StartAsync();
        var login = await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.FetchAsync("currentSession", login.Cookie);
        await host.FetchAsync("sessionList", null);
        await host.FetchAsync("sessionList", null);

        var page = JsonDocument.Parse((await host.SendAsync(HttpMethod.Get, $"journal?{query}")).Content).RootElement;
        var counted = JsonDocument.Parse((await host.SendAsync(HttpMethod.Get, $"journal/count?{query}")).Content).RootElement;

        Assert.Equal(count, page.GetProperty("calls").GetArrayLength());
        Assert.Equal((count, 4), (counted.GetProperty("count").GetInt32(), counted.GetProperty("last").GetInt32()));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_a_cleared_journal_counts_on()
    {
        await using var host = await LabHost.StartAsync();
        for (var i = 0; i < 5; i++)
            await host.FetchAsync("defaultLocale", null);

        var first = await host.Api.QueryJournalAsync(limit: 3, cancellationToken: Cancelled);
        var second = await host.Api.QueryJournalAsync(new JournalQuery { After = first.Next }, limit: 3, cancellationToken: Cancelled);
        Assert.Equal((3, 3L, 2, null), (first.Calls.Count, first.Next, second.Calls.Count, second.Next));

        await host.Api.ClearJournalAsync(Cancelled);
        await host.FetchAsync("defaultLocale", null);
        var after = await host.Api.QueryJournalAsync(cancellationToken: Cancelled);
        Assert.Equal((6, 5), (Assert.Single(after.Calls).Number, after.Dropped));
        Assert.Equal(6, (await host.Api.GetJournalCallAsync(6, Cancelled)).Number);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, "journal/5")).Status);
    }

    [Theory]
    [InlineData(3, 1_000_000)]
    [InlineData(1_000_000, 1_500)]
    public async Task It_has_an_end_in_calls_and_in_bytes(int calls, int bytes)
    {
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton(new JournalOptions { MaxCalls = calls, MaxBytes = bytes }));
        for (var i = 0; i < 20; i++)
            await host.FetchAsync("defaultLocale", null);

        var page = await host.Api.QueryJournalAsync(cancellationToken: Cancelled);

        Assert.InRange(page.Calls.Count, 1, 5);
        Assert.Equal(20, page.Calls[^1].Number);
        Assert.Equal(20, page.Dropped + page.Calls.Count);
    }

    [Fact]
    public async Task A_wait_ends_with_the_call_that_was_waited_for()
    {
        await using var host = await LabHost.StartAsync();
        await host.FetchAsync("defaultLocale", null);

        var reached = await host.Api.WaitForCallsAsync(1, new JournalQuery { Operation = "Fetch" }, cancellationToken: Cancelled);
        Assert.Equal((1, true), (reached.Count, reached.IsReached));

        var wait = host.Api.WaitForCallsAsync(2, new JournalQuery { Operation = "Fetch" }, TimeSpan.FromMinutes(5), Cancelled);
        await host.LoginAsync();
        Assert.False(wait.IsCompleted);
        await host.FetchAsync("defaultLocale", null);
        Assert.Equal((2, true), ((await wait).Count, (await wait).IsReached));

        var late = await host.Api.WaitForCallsAsync(9, timeout: TimeSpan.FromMilliseconds(10), cancellationToken: Cancelled);
        Assert.Equal((3, false), (late.Count, late.IsReached));
    }

    [Fact]
    public async Task One_wait_too_many_ends_the_oldest_and_refuses_nobody()
    {
        await using var host = await LabHost.StartAsync();
        var journal = host.App.Services.GetRequiredService<CallJournal>();
        var greedy = Enumerable.Range(0, 64).Select(_ => journal.WaitAsync(new JournalQuery(), 1, TimeSpan.FromMinutes(5), "greedy", Cancelled)).ToArray();

        var other = journal.WaitAsync(new JournalQuery(), 1, TimeSpan.FromMinutes(5), "other", Cancelled);

        Assert.False((await greedy[0]).IsReached);
        Assert.All(greedy[1..], static wait => Assert.False(wait.IsCompleted));
        await host.FetchAsync("defaultLocale", null);
        Assert.True((await other).IsReached);
        Assert.All(await Task.WhenAll(greedy[1..]), static wait => Assert.True(wait.IsReached));
    }

    [Fact]
    public async Task It_is_exported_as_lines_of_JSON_and_as_an_HTTP_archive()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.FetchAsync("sessionList", null);

        var lines = (await host.Api.ExportJournalAsync("jsonl", cancellationToken: Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Login", "Fetch"], lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("operation").GetString()));

        var log = JsonDocument.Parse(await host.Api.ExportJournalAsync("har", cancellationToken: Cancelled)).RootElement.GetProperty("log");
        Assert.Equal("1.2", log.GetProperty("version").GetString());
        var entry = log.GetProperty("entries")[0];
        Assert.Equal("POST", entry.GetProperty("request").GetProperty("method").GetString());
        Assert.Equal(200, entry.GetProperty("response").GetProperty("status").GetInt32());
        Assert.Contains("\"password\":\"***\"", entry.GetProperty("request").GetProperty("postData").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Login", entry.GetProperty("_vimsession").GetProperty("operation").GetString());
    }

    [Theory]
    [InlineData("journal?limit=0", "?limit")]
    [InlineData("journal?limit=1001", "?limit")]
    [InlineData("journal?status=abc", "?status")]
    [InlineData("journal?after=-1", "?after")]
    [InlineData("journal?door=sope", "?door")]
    [InlineData("journal?operatoin=x", "?operatoin")]
    [InlineData("journal/wait", "?count")]
    [InlineData("journal/wait?count=0", "?count")]
    [InlineData("journal/wait?count=1&timeout=-5s", "?timeout")]
    [InlineData("journal/wait?count=1&timeout=1h", "?timeout")]
    [InlineData("journal/export?format=xml", "?format")]
    [InlineData("journal/export", "?format")]
    public async Task A_query_that_cannot_be_used_is_refused_at_its_place(string path, string pointer)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_the_other_doors_are_in_it()
    {
        await using var host = await LabHost.StartAsync();
        using var client = host.NewClient();
        (await client.GetAsync("/folder/a.iso?dcPath=x", Cancelled)).Dispose();
        (await client.PostAsync("/lookupservice/sdk", new StringContent("<x/>"), Cancelled)).Dispose();

        var calls = (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls;

        Assert.Equal([("ticketed", "ticketed.GET", "/folder/a.iso", 401), ("lookup", "lookup.(none)", null, 500)], calls.Select(static call => (call.Door, call.Operation, call.Object, call.Status)));
    }
}
