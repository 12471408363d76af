using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Hosting;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>Every answer of a rule, every outage and the journal reach every door, each in its own form.</summary>
public sealed class DoorAnswerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_door_has_a_request_here() =>
        Assert.Equal(ServiceDoors.Table.Names.Order(StringComparer.Ordinal), DoorRequest.All.Select(static request => request.Door).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("soap", "InvalidLogin", 500, "<InvalidLoginFault", "text/xml")]
    [InlineData("soap", "NoPermission", 500, "<NoPermissionFault", "text/xml")]
    [InlineData("vi-json", "InvalidLogin", 500, "\"_typeName\":\"InvalidLogin\"", "application/json")]
    [InlineData("vi-json", "NoPermission", 500, "\"_typeName\":\"NoPermission\"", "application/json")]
    [InlineData("rest", "InvalidLogin", 401, "\"error_type\":\"UNAUTHENTICATED\"", "application/json")]
    [InlineData("rest", "NotAuthenticated", 401, "\"error_type\":\"UNAUTHENTICATED\"", "application/json")]
    [InlineData("rest", "NoPermission", 403, "\"error_type\":\"UNAUTHORIZED\"", "application/json")]
    [InlineData("rest", "InvalidRequest", 400, "\"error_type\":\"INVALID_REQUEST\"", "application/json")]
    [InlineData("rest", "HostConnectFault", 500, "\"error_type\":\"INTERNAL_SERVER_ERROR\"", "application/json")]
    [InlineData("rest: older path", "NoPermission", 403, "com.vmware.vapi.std.errors.unauthorized", "application/json")]
    [InlineData("json-rpc", "InvalidLogin", 200, "com.vmware.vapi.std.errors.unauthenticated", "application/json")]
    [InlineData("json-rpc", "NoPermission", 200, "com.vmware.vapi.std.errors.unauthorized", "application/json")]
    [InlineData("json-rpc", "HostConnectFault", 200, "com.vmware.vapi.std.errors.internal_server_error", "application/json")]
    [InlineData("shared-session", "NoPermission", 403, "", null)]
    public async Task A_fault_is_answered_in_the_form_of_the_door(string name, string fault, int status, string content, string? type)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec { When = new RuleConditions { Doors = [request.Door] }, Calls = new RuleCount { Times = 1 }, Answer = new RuleAnswer { Fault = new FaultSpec { Type = fault } } });

        var answer = await request.SendAsync(host);

        Assert.Equal((status, type), (answer.Status, answer.Type));
        Assert.Contains(content, answer.Content, StringComparison.Ordinal);
        Assert.Equal(fault, (await host.Api.QueryJournalAsync(new JournalQuery { Door = request.Door }, cancellationToken: Cancelled)).Calls[^1].Fault);
        await request.SucceedAsync(host);
    }

    [Theory]
    [InlineData("sts")]
    [InlineData("lookup")]
    [InlineData("ticketed")]
    [InlineData("token-exchange")]
    public async Task Where_there_are_no_faults_a_rule_with_one_is_refused(string door)
    {
        await using var host = await DoorRequest.StartHostAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, "rules", $$$$"""{"when":{"doors":["{{{{door}}}}"]},"answer":{"fault":{"type":"InvalidLogin"}}}""");

        Assert.Equal(400, (int)status);
        Assert.Contains("\"pointer\":\"#/answer/fault\"", content, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task A_status_is_answered_with_its_body(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec
        {
            Id = "busy",
            When = new RuleConditions { Operations = [request.Operation], Doors = [request.Door] },
            Calls = new RuleCount { Times = 1 },
            Answer = new RuleAnswer { Status = 529, Body = "<p>busy</p>", ContentType = "text/html" },
        });

        Assert.Equal((529, "<p>busy</p>", "text/html"), await request.SendAsync(host));

        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Rule = "busy" }, cancellationToken: Cancelled)).Calls);
        var operation = ServiceDoors.Table.Find(request.Door)!.HasFaults ? request.JournalOperation : request.Operation; // what is no call was not read when the rule answered
        Assert.Equal((request.Door, operation, 529, "answered by rule busy"), (call.Door, call.Operation, call.Status, call.Reason));
        await request.SucceedAsync(host);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task Latency_holds_the_answer_back_on_the_clock_of_the_service(string name)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await DoorRequest.StartHostAsync(time);
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec { Id = "slow", When = new RuleConditions { Doors = [request.Door] }, Answer = new RuleAnswer { Latency = TimeSpan.FromMinutes(2) } });

        var call = request.SucceedAsync(host);
        while ((await host.Api.GetRuleAsync("slow", Cancelled)).Applied == 0)
            await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await call;
    }

    public static TheoryData<string, ConnectionFailure> Failures => new MatrixTheoryData<string, ConnectionFailure>(
        DoorRequest.All.Select(static request => request.Name), [ConnectionFailure.Dropped, ConnectionFailure.Reset, ConnectionFailure.HalfSent]);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_connection_that_fails_gives_no_whole_answer(string name, ConnectionFailure failure)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec { Id = "broken", When = new RuleConditions { Doors = [request.Door] }, Calls = new RuleCount { Times = 1 }, Answer = new RuleAnswer { Connection = failure } });

        await Assert.ThrowsAnyAsync<Exception>(() => request.SendAsync(host));

        // The call itself is made where the answer is cut. A client may see a reset before the journal has the call.
        await host.Api.WaitForCallsAsync(1, new JournalQuery { Rule = "broken" }, cancellationToken: Cancelled);
        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Rule = "broken" }, cancellationToken: Cancelled)).Calls);
        Assert.Equal((request.Door, failure == ConnectionFailure.HalfSent ? request.Status : 0), (call.Door, call.Status));
        await request.SucceedAsync(host);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task A_truncated_answer_is_a_shorter_one_of_HTTP(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.AddAsync(new RuleSpec { When = new RuleConditions { Doors = [request.Door] }, Calls = new RuleCount { Times = 1 }, Answer = new RuleAnswer { Connection = ConnectionFailure.Truncated, Bytes = 7 } });

        var cut = await request.SendAsync(host);

        Assert.Equal((request.Status, 7), (cut.Status, cut.Content.Length));
        Assert.StartsWith(cut.Content[..1], await request.SucceedAsync(host), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task An_outage_of_one_door_is_at_that_door_alone(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.Api.StartOutageAsync(new OutageSpec { Id = "out", Doors = [request.Door], Mode = OutageMode.Unavailable }, Cancelled);

        Assert.Equal((503, ""), (await request.SendAsync(host)) is var (status, content, _) ? (status, content) : default);
        foreach (var other in DoorRequest.All.Where(other => other.Door != request.Door))
            await other.SucceedAsync(host);

        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Rule = "out" }, cancellationToken: Cancelled)).Calls);
        Assert.Equal((request.Door, 503), (call.Door, call.Status));
        await host.Api.StopOutageAsync("out", Cancelled);
        await request.SucceedAsync(host);
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task An_outage_of_all_doors_hangs_or_refuses_at_each(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);
        await host.Api.StartOutageAsync(new OutageSpec { Id = "gone", Mode = OutageMode.Refuse }, Cancelled);
        await Assert.ThrowsAnyAsync<Exception>(() => request.SendAsync(host));
        await host.Api.StopOutageAsync("gone", Cancelled);

        await host.Api.StartOutageAsync(new OutageSpec { Id = "hang", Mode = OutageMode.Hang }, Cancelled);
        var call = request.SucceedAsync(host);
        while ((await host.Api.ListOutagesAsync(Cancelled)).Outages[0].Met == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);
        await host.Api.StopOutageAsync("hang", Cancelled);

        await call;
    }

    [Theory]
    [MemberData(nameof(DoorRequest.Names), MemberType = typeof(DoorRequest))]
    public async Task The_journal_has_the_request_with_its_door(string name)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var request = DoorRequest.Find(name);

        await request.SucceedAsync(host);

        var call = Assert.Single((await host.Api.QueryJournalAsync(new JournalQuery { Door = request.Door }, cancellationToken: Cancelled)).Calls);
        Assert.Equal((request.JournalOperation, request.Status), (call.Operation, call.Status));
        Assert.DoesNotContain(LabHost.Password, System.Text.Json.JsonSerializer.Serialize(call), StringComparison.Ordinal);
    }
}
