using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>What clients get of fault rules, and what the operator is told of them.</summary>
public sealed class RuleTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fault_answers_a_call_with_its_fields_and_its_text()
    {
        await using var host = await LabHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, "rules", """{"when":{"operations":["Login"]},"answer":{"fault":{"type":"InvalidArgument","fields":{"invalidProperty":"userName"},"message":"not today"}}}""");

        var login = await host.LoginAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, login.Status);
        Assert.Contains("<faultstring>not today</faultstring>", login.Content, StringComparison.Ordinal);
        Assert.Contains("<invalidProperty>userName</invalidProperty>", login.Content, StringComparison.Ordinal);
        Assert.Contains("InvalidArgumentFault", login.Content, StringComparison.Ordinal);
        Assert.Null(login.Cookie);
        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("defaultLocale", null)).Status);
    }

    [Fact]
    public async Task Fields_that_a_fault_of_access_lacks_are_those_of_the_call()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(Fault("NoPermission", new RuleConditions { Operations = ["Fetch"], Objects = ["SessionManager"] }));

        var answer = await host.FetchAsync("defaultLocale", null);

        Assert.Contains("<object type=\"SessionManager\">SessionManager</object>", answer.Content, StringComparison.Ordinal);
        Assert.Contains("<privilegeId>System.", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_object_is_the_one_that_is_called()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(Fault("ManagedObjectNotFound", null));

        Assert.Contains("<obj type=\"SessionManager\">SessionManager</obj>", (await host.FetchAsync("defaultLocale", null)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_answers_with_its_body()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(new RuleSpec { Answer = new RuleAnswer { Status = 502, Body = "<html>bad gateway</html>", ContentType = "text/html" } });

        var (status, content, _) = await host.FetchAsync("defaultLocale", null);

        Assert.Equal((HttpStatusCode.BadGateway, "<html>bad gateway</html>"), (status, content));
    }

    [Theory]
    [InlineData(ConnectionFailure.Dropped)]
    [InlineData(ConnectionFailure.Reset)]
    [InlineData(ConnectionFailure.HalfSent)]
    public async Task A_connection_that_fails_gives_no_answer(ConnectionFailure failure)
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(new RuleSpec { Calls = new RuleCount { Times = 1 }, Answer = new RuleAnswer { Connection = failure } });

        await Assert.ThrowsAnyAsync<Exception>(() => host.FetchAsync("defaultLocale", null));
        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("defaultLocale", null)).Status);
    }

    [Fact]
    public async Task A_truncated_answer_ends_where_the_rule_says()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(new RuleSpec { Answer = new RuleAnswer { Connection = ConnectionFailure.Truncated, Bytes = 77 } });

        Assert.Equal(77, (await host.FetchAsync("defaultLocale", null)).Content.Length);
    }

    [Fact]
    public async Task A_rule_lets_calls_through_first_and_is_applied_so_often()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(Fault("NotSupported", null) with { Id = "third-and-fourth", Calls = new RuleCount { After = 2, Times = 2 } });

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            statuses.Add((await host.FetchAsync("defaultLocale", null)).Status);

        Assert.Equal([200, 200, 500, 500, 200, 200], statuses.Select(static status => (int)status));
        var rule = await host.Api.GetRuleAsync("third-and-fourth", Cancelled);
        Assert.Equal((6, 2, false), (rule.Matched, rule.Applied, rule.IsInForce));
        Assert.Equal("calls.times", rule.NearMiss?.Condition);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_calls()
    {
        async Task<string> Run()
        {
            await using var host = await LabHost.StartAsync();
            await host.AddAsync(Fault("NotSupported", null) with { Calls = new RuleCount { Probability = 0.5, Seed = 7 } });
            var text = "";
            for (var i = 0; i < 64; i++)
                text += (await host.FetchAsync("defaultLocale", null)).Status == HttpStatusCode.OK ? '.' : 'x';
            return text;
        }

        var first = await Run();

        Assert.Equal(first, await Run());
        Assert.InRange(first.Count(static c => c == 'x'), 16, 48);
    }

    [Fact]
    public async Task Rules_are_asked_in_their_order_and_latency_alone_does_not_end_the_search()
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        await host.AddAsync(new RuleSpec { Id = "slow", Answer = new RuleAnswer { Latency = TimeSpan.FromMinutes(2) } });
        await host.AddAsync(Fault("NotSupported", null) with { Id = "first" });
        await host.AddAsync(Fault("NotImplemented", null) with { Id = "second" });

        var call = host.FetchAsync("defaultLocale", null);
        await Until(async () => (await host.Api.GetRuleAsync("first", Cancelled)).Applied == 1);
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("NotSupportedFault", (await call).Content, StringComparison.Ordinal);
        var second = await host.Api.GetRuleAsync("second", Cancelled);
        Assert.Equal((0, "order"), (second.Applied, second.NearMiss?.Condition));
    }

    [Fact]
    public async Task A_rule_can_be_put_before_another_and_replaced_and_removed()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(Fault("NotSupported", null) with { Id = "a" });
        await host.Api.AddRuleAsync(Fault("NotImplemented", null) with { Id = "b" }, before: "a", Cancelled);
        Assert.Contains("NotImplementedFault", (await host.FetchAsync("defaultLocale", null)).Content, StringComparison.Ordinal);

        await host.Api.PutRuleAsync("b", Fault("InvalidRequest", null), Cancelled);
        Assert.Contains("InvalidRequestFault", (await host.FetchAsync("defaultLocale", null)).Content, StringComparison.Ordinal);
        Assert.Equal(["b", "a"], (await host.Api.ListRulesAsync(Cancelled)).Rules.Select(static rule => rule.Rule.Id));

        await host.Api.RemoveRuleAsync("b", Cancelled);
        Assert.Contains("NotSupportedFault", (await host.FetchAsync("defaultLocale", null)).Content, StringComparison.Ordinal);
        await host.Api.ClearRulesAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("defaultLocale", null)).Status);
    }

    [Fact]
    public async Task A_rule_expires_on_the_clock_of_the_service()
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        await host.AddAsync(Fault("NotSupported", null) with { Id = "short", ExpiresAfter = TimeSpan.FromMinutes(10) });
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.FetchAsync("defaultLocale", null)).Status);

        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("defaultLocale", null)).Status);
        var rule = await host.Api.GetRuleAsync("short", Cancelled);
        Assert.Equal((false, "expiresAfter"), (rule.IsInForce, rule.NearMiss?.Condition));
    }

    [Fact]
    public async Task A_session_that_is_half_alive_reads_properties_and_does_nothing_else()
    {
        await using var host = await LabHost.StartAsync();
        var (half, whole) = (await host.LoginAsync(), await host.LoginAsync());
        var key = half.Content.Split("<key>")[1].Split("</key>")[0];
        await host.AddAsync(Fault("NotAuthenticated", new RuleConditions { Sessions = [key], Operations = ["CurrentTime", "SessionIsActive"] }));
        const string currentTime = "<CurrentTime xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></CurrentTime>";

        var refused = await host.CallAsync(currentTime, half.Cookie);

        Assert.Contains("NotAuthenticatedFault", refused.Content, StringComparison.Ordinal);
        Assert.Contains("<object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>", refused.Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("currentSession", half.Cookie)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.CallAsync(currentTime, whole.Cookie)).Status);
    }

    [Theory]
    [InlineData("""{"users":["alice@vsphere.local"]}""", true)]
    [InlineData("""{"users":["VSPHERE.LOCAL\\ALICE"]}""", true)]
    [InlineData("""{"users":["bob"]}""", false)]
    [InlineData("""{"userAgents":["GOVC/*"]}""", true)]
    [InlineData("""{"userAgents":["*/0.39.?"]}""", false)]
    [InlineData("""{"types":["SessionManager"]}""", true)]
    [InlineData("""{"types":["Folder"]}""", false)]
    [InlineData("""{"objects":["SessionManager","other"]}""", true)]
    [InlineData("""{"doors":["soap"]}""", true)]
    [InlineData("""{"doors":["ticketed"]}""", false)]
    public async Task Conditions_hold_for_a_login_before_there_is_a_session(string when, bool holds)
    {
        await using var host = await LabHost.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync(HttpMethod.Post, "rules", $$"""{"when":{{when}},"answer":{"status":503} }""")).Status);

        var login = await host.LoginAsync(userAgent: "govc/0.39.0");

        Assert.Equal(holds ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, login.Status);
    }

    [Fact]
    public async Task A_near_miss_names_the_condition_that_failed_last_and_the_call()
    {
        await using var host = await LabHost.StartAsync(static options => options.Directory.AddUser("bob", "battery staple", "ReadOnly"));
        await host.AddAsync(Fault("InvalidLogin", new RuleConditions { Operations = ["Login"], Users = ["bob"], UserAgents = ["pyvmomi*"] }) with { Id = "bob" });
        Assert.Null((await host.Api.GetRuleAsync("bob", Cancelled)).NearMiss);

        await host.FetchAsync("defaultLocale", null);
        var other = (await host.Api.GetRuleAsync("bob", Cancelled)).NearMiss!;
        Assert.Equal(("when.operations", "Login", "Fetch"), (other.Condition, other.Expected, other.Actual));

        await host.LoginAsync("bob", "battery staple", "govc/0.39.0");
        var miss = (await host.Api.GetRuleAsync("bob", Cancelled)).NearMiss!;
        Assert.Equal(("when.userAgents", "pyvmomi*", "govc/0.39.0"), (miss.Condition, miss.Expected, miss.Actual));
        Assert.Equal((2, "Login", "bob", "SessionManager:SessionManager"), (miss.Call.Number, miss.Call.Operation, miss.Call.User, miss.Call.Object));

        await host.FetchAsync("defaultLocale", null); // another operation is no nearer miss
        Assert.Equal("when.userAgents", (await host.Api.GetRuleAsync("bob", Cancelled)).NearMiss!.Condition);
    }

    /// <summary>A read of a property without a session, as each condition alone misses it.</summary>
    [Theory]
    [InlineData("""{"when":{"doors":["sts","lookup"]}}""", "when.doors", "one of sts, lookup", "soap")]
    [InlineData("""{"when":{"objects":["group-d1"]}}""", "when.objects", "group-d1", "SessionManager")]
    [InlineData("""{"when":{"types":["Folder"]}}""", "when.types", "Folder", "SessionManager")]
    [InlineData("""{"when":{"users":["bob"]}}""", "when.users", "bob", "none")]
    [InlineData("""{"when":{"sessions":["KEY"]}}""", "when.sessions", "KEY", "none")]
    [InlineData("""{"when":{"userAgents":["govc*","vcsim"]}}""", "when.userAgents", "one of govc*, vcsim", "none")]
    [InlineData("""{"when":{"operations":["Fetch"]},"calls":{"after":3}}""", "calls.after", "a call after the first 3", "one of these")]
    [InlineData("""{"when":{"operations":["Fetch"]},"calls":{"probability":0.000001,"seed":1}}""", "calls.probability", "a random number below 1E-06", "one that is not")]
    public async Task Each_condition_is_told_with_what_is_expected_and_what_came(string rule, string condition, string expected, string actual)
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        var key = Assert.Single((await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions).Key; // a rule for a session that is not live is refused
        var (status, answer) = await host.SendAsync(HttpMethod.Post, "rules", rule[..^1].Replace("KEY", key, StringComparison.Ordinal) + ""","id":"missed","answer":{"status":503}}""");
        Assert.True(status == HttpStatusCode.Created, answer);

        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("defaultLocale", null)).Status);

        var found = await host.Api.GetRuleAsync("missed", Cancelled);
        Assert.Equal((0, condition, expected.Replace("KEY", key, StringComparison.Ordinal), actual, "Fetch"), (found.Applied, found.NearMiss?.Condition, found.NearMiss?.Expected, found.NearMiss?.Actual, found.NearMiss?.Call.Operation));
    }

    [Fact]
    public async Task Rules_are_for_the_other_doors_too()
    {
        await using var host = await LabHost.StartAsync();
        await host.AddAsync(new RuleSpec { When = new RuleConditions { Operations = ["ticketed.GET"], Objects = ["/folder/a.iso"] }, Answer = new RuleAnswer { Status = 507 } });
        await host.AddAsync(new RuleSpec { When = new RuleConditions { Operations = ["sts.Issue"] }, Answer = new RuleAnswer { Status = 504 } });
        await host.AddAsync(new RuleSpec { When = new RuleConditions { Doors = ["lookup"] }, Answer = new RuleAnswer { Status = 502 } });
        using var client = host.NewClient();

        Assert.Equal(507, await StatusOf(new HttpRequestMessage(HttpMethod.Get, "/folder/a.iso?dcPath=x")));
        Assert.Equal(401, await StatusOf(new HttpRequestMessage(HttpMethod.Get, "/folder/b.iso")));
        using var issue = new HttpRequestMessage(HttpMethod.Post, "/sts/STSService") { Content = new StringContent("<x/>") };
        issue.Headers.Add("SOAPAction", "\"http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue\"");
        Assert.Equal(504, await StatusOf(issue));
        Assert.Equal(502, await StatusOf(new HttpRequestMessage(HttpMethod.Post, "/lookupservice/sdk") { Content = new StringContent("<x/>") }));

        async Task<int> StatusOf(HttpRequestMessage request)
        {
            using var response = await client.SendAsync(request, Cancelled);
            return (int)response.StatusCode;
        }
    }

    private static RuleSpec Fault(string type, RuleConditions? when) => new() { When = when, Answer = new RuleAnswer { Fault = new FaultSpec { Type = type } } };

    private static async Task Until(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Yield();
    }
}
