using System.Text.Json;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.Commands;

/// <summary>The commands against a running service: what they do, what they write, and their exit codes.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private CommandHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CommandHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Sessions_are_listed_and_end_by_key_by_what_they_match_or_all()
    {
        Assert.Equal("There are no sessions.\n", await _host.DoAsync("sessions ls"));
        await _host.LoginAsync();
        var cookie = await _host.LoginAsync("administrator@vsphere.local");

        var table = (await _host.DoAsync("sessions ls")).Split('\n');
        Assert.StartsWith("KEY  ", table[0], StringComparison.Ordinal);
        Assert.Contains("VSPHERE.LOCAL\\svc", table[1], StringComparison.Ordinal);
        Assert.Equal("None of the 2 sessions is one of these.\n", await _host.DoAsync("sessions ls --min-age 1h"));
        var listed = Json(await _host.DoAsync("sessions ls --user svc@vsphere.local --json")).GetProperty("sessions");
        var key = Assert.Single(listed.EnumerateArray()).GetProperty("key").GetString();
        Assert.Equal("1 session expired.\n", await _host.DoAsync($"sessions expire {key}"));
        Assert.Equal("""{"done":"terminated","count":1}""" + "\n", await _host.DoAsync("--json sessions terminate --all"));
        var (_, answer) = await _host.Client.CallAsync(Wire.Soap.CurrentSession, cookie);
        Assert.DoesNotContain("<key>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sessions expire")]
    [InlineData("sessions expire --all --user svc")]
    [InlineData("sessions terminate 52a8c5a5-0000-0000-0000-000000000000 --all")]
    public async Task Which_sessions_end_has_to_be_said(string line)
    {
        await _host.LoginAsync();

        var ran = await _host.RunAsync(line);

        Assert.Equal(2, ran.Code);
        Assert.Contains("say which sessions", ran.Error, StringComparison.Ordinal);
        Assert.Contains("\"total\":1", await _host.DoAsync("sessions ls --json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_are_created_with_the_password_of_standard_input_and_changed_locked_and_deleted()
    {
        _host.Input = new StringReader("first secret\nnot this\n");
        Assert.Equal("robot@vsphere.local created.\n", await _host.DoAsync("users add robot@vsphere.local --role ReadOnly --group Robots --full-name Robot"));
        Assert.Equal(200, await _host.StatusOfLoginAsync("robot@vsphere.local", "first secret"));

        _host.Environment["VIMSESSION_USER_PASSWORD"] = "second secret";
        await _host.DoAsync("users passwd robot@vsphere.local");
        Assert.Equal((500, 200), (await _host.StatusOfLoginAsync("robot@vsphere.local", "first secret"), await _host.StatusOfLoginAsync("robot@vsphere.local", "second secret")));

        Assert.Equal("robot@vsphere.local is locked for 5m.\n", await _host.DoAsync("users lock robot@vsphere.local --for 5m"));
        Assert.Equal(500, await _host.StatusOfLoginAsync("robot@vsphere.local", "second secret"));
        Assert.Matches("robot@vsphere.local +Robot +Robots +yes +locked for ", await _host.DoAsync("users ls"));
        Assert.Equal("robot@vsphere.local is not locked.\n", await _host.DoAsync("users unlock robot@vsphere.local"));
        Assert.Equal("1 account deleted.\n", await _host.DoAsync("users rm robot@vsphere.local"));
        Assert.Equal(500, await _host.StatusOfLoginAsync("robot@vsphere.local", "second secret"));
    }

    [Fact]
    public async Task Groups_are_created_changed_shown_and_deleted()
    {
        Assert.Equal("operators@vsphere.local created.\n", await _host.DoAsync("groups add operators@vsphere.local --member svc --role ReadOnly"));
        Assert.Equal("staff created.\n", await _host.DoAsync("groups add staff --member-group operators"));
        Assert.Matches("operators@vsphere.local +svc@vsphere.local *\n", await _host.DoAsync("groups ls"));
        Assert.Matches("staff +operators@vsphere.local *\n", await _host.DoAsync("groups show staff"));
        Assert.Equal("""{"name":"operators@vsphere.local","members":[],"memberGroups":[]}""" + "\n", await _host.DoAsync("groups change operators --remove svc@vsphere.local --json"));
        await _host.DoAsync("groups change operators --add svc");
        Assert.Matches("svc@vsphere.local .*operators@vsphere.local", await _host.DoAsync("users ls"));
        await _host.DoAsync("groups change staff --remove-group operators");

        var cyclic = await _host.RunAsync("groups change staff --add-group staff");
        Assert.Equal(1, cyclic.Code);
        Assert.Contains("a group cannot be in itself", cyclic.Error, StringComparison.Ordinal);
        Assert.Equal((2, 1), ((await _host.RunAsync("groups change staff")).Code, (await _host.RunAsync("groups show nobody")).Code));
        Assert.Equal("2 groups deleted.\n", await _host.DoAsync("groups rm operators staff"));
        Assert.Equal("There are no groups.\n", await _host.DoAsync("groups ls"));
    }

    [Fact]
    public async Task A_password_that_is_nowhere_is_asked_for_by_name_of_the_ways()
    {
        var ran = await _host.RunAsync("users passwd svc@vsphere.local");

        Assert.Equal((2, "There is no password. Give it on standard input, in VIMSESSION_USER_PASSWORD, or with --password.\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task A_password_may_look_like_an_option_or_a_file()
    {
        await _host.DoAsync("users passwd svc@vsphere.local --password @--json");
        Assert.Equal(200, await _host.StatusOfLoginAsync("svc@vsphere.local", "@--json"));
        await _host.DoAsync("users passwd svc@vsphere.local --password --json");
        Assert.Equal(200, await _host.StatusOfLoginAsync("svc@vsphere.local", "--json"));
    }

    [Fact]
    public async Task Limits_are_shown_and_changed()
    {
        await _host.DoAsync("limits set --max-sessions 1 --idle-timeout 5m");

        Assert.Contains("Idle timeout:       5m\n", await _host.DoAsync("limits show"), StringComparison.Ordinal);
        await _host.LoginAsync();
        Assert.Equal(503, await _host.StatusOfLoginAsync("svc@vsphere.local", RunningService.Password));
    }

    [Fact]
    public async Task The_clock_is_moved_stopped_and_run()
    {
        await _host.LoginAsync();
        Assert.EndsWith(", frozen\n", await _host.DoAsync("clock freeze"), StringComparison.Ordinal);
        await _host.DoAsync("clock advance 31m");
        Assert.Equal("There are no sessions.\n", await _host.DoAsync("sessions ls"));
        Assert.Equal("2030-01-01T00:00:00Z, frozen\n", await _host.DoAsync("clock set 2030-01-01T00:00:00Z"));
        Assert.EndsWith(", running 0.5 times as fast\n", await _host.DoAsync("clock run 0.5"), StringComparison.Ordinal);
        Assert.EndsWith(", running\n", await _host.DoAsync("clock resume"), StringComparison.Ordinal);
        Assert.EndsWith(", the real time\n", await _host.DoAsync("clock real"), StringComparison.Ordinal);
        Assert.True(Json(await _host.DoAsync("clock show --json")).GetProperty("isReal").GetBoolean());
    }

    [Fact]
    public async Task Rules_are_added_by_options_or_from_a_file_listed_and_removed()
    {
        Assert.Equal("rule-1 added.\n", await _host.DoAsync("rules add --operation Login --fault InvalidLogin --times 1"));
        _host.Input = new StringReader("""{"id":"busy","when":{"operations":["Login"]},"calls":{"times":1},"answer":{"status":503}}""");
        Assert.Equal("busy added.\n", await _host.DoAsync("rules add - --before rule-1"));

        Assert.Equal(503, await _host.StatusOfLoginAsync("svc@vsphere.local", RunningService.Password));
        Assert.Equal(500, await _host.StatusOfLoginAsync("svc@vsphere.local", RunningService.Password));
        Assert.Equal(200, await _host.StatusOfLoginAsync("svc@vsphere.local", RunningService.Password));
        Assert.Matches("busy +Login +503 +no +", await _host.DoAsync("rules ls"));
        Assert.Equal("1 rule removed.\n", await _host.DoAsync("rules rm busy"));
        Assert.Equal("1 rule removed.\n", await _host.DoAsync("rules rm --all"));
        Assert.Equal("There are no rules.\n", await _host.DoAsync("rules ls"));
    }

    [Fact]
    public async Task A_rule_file_that_cannot_be_used_is_told_with_its_place()
    {
        _host.Input = new StringReader("{\n\"answer\":{\"stattus\":503}}");

        var ran = await _host.RunAsync("rules add -");

        Assert.Equal((2, "-, line 2: #/answer/stattus is not known. Allowed: fault, status, body, contentType, connection, bytes, stub, stubs, latency, jitter.\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task An_outage_begins_and_ends()
    {
        Assert.Equal("sdk has begun.\n", await _host.DoAsync("outage start --mode unavailable --door soap --id sdk"));
        Assert.Equal(503, await _host.StatusOfLoginAsync("svc@vsphere.local", RunningService.Password));
        Assert.Matches("sdk +unavailable +soap +.*Z +- +1\n", await _host.DoAsync("outage ls"));
        Assert.Equal("1 outage ended.\n", await _host.DoAsync("outage stop sdk"));
        Assert.Equal("There are no outages.\n", await _host.DoAsync("outage ls"));
        await _host.LoginAsync();
        Assert.Equal("Restarted; 1 session lost.\n", await _host.DoAsync("restart"));
    }

    [Fact]
    public async Task The_journal_is_queried_exported_and_followed()
    {
        await _host.StatusOfLoginAsync("svc@vsphere.local", "wrong");
        await _host.LoginAsync();

        Assert.Matches("^#1 .*Z soap Login 500 .*fault=InvalidLogin.*why=.*\n$", await _host.DoAsync("journal query --fault *Login"));
        Assert.Matches("^#1 .* login=svc@vsphere.local .*\n#2 .* user=VSPHERE.LOCAL\\\\svc login=.*\n$", await _host.DoAsync("journal query --user svc@vsphere.local"));
        Assert.Equal(2, (await _host.DoAsync("journal export")).Count('\n'));
        var file = Path.Combine(_host.Directory.Path, "calls.har");
        await _host.DoAsync($"journal export --format har --out {file}");
        Assert.Equal("1.2", Json(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).GetProperty("log").GetProperty("version").GetString());

        var following = _host.RunAsync(["journal", "tail", "--lines", "1", "--count", "1", "--json"]);
        while (!following.IsCompleted)
            await _host.StatusOfLoginAsync("svc@vsphere.local", "wrong");
        var lines = (await following).Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.True(Json(lines[0]).GetProperty("number").GetInt64() < Json(lines[1]).GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task A_tail_that_is_interrupted_ends_with_130()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = _host.RunAsync(["journal", "tail"], interrupt.Token);
        await interrupt.CancelAsync();

        Assert.Equal(130, (await following).Code);
    }

    [Fact]
    public async Task Leaks_are_listed_and_asserted_by_exit_code()
    {
        Assert.Equal("There are no leaks.\n", await _host.DoAsync("leaks --assert"));
        await _host.LoginAsync();

        Assert.Contains("VSPHERE.LOCAL\\svc", await _host.DoAsync("leaks"), StringComparison.Ordinal);
        var ran = await _host.RunAsync("leaks --assert");
        Assert.Equal(1, ran.Code);
        Assert.Contains("VSPHERE.LOCAL\\svc", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _host.RunAsync("leaks --assert --user administrator@vsphere.local")).Code);
    }

    [Fact]
    public async Task The_state_is_kept_in_a_file_and_brought_back()
    {
        var file = Path.Combine(_host.Directory.Path, "state.json");
        await _host.LoginAsync();
        Assert.Equal($"{file} has the state, with 1 session.\n", await _host.DoAsync($"snapshot save {file}"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Assert.Equal("The service is in the state of its start.\n", await _host.DoAsync("reset"));
        Assert.Equal("There are no sessions.\n", await _host.DoAsync("sessions ls"));
        await _host.DoAsync($"snapshot load {file}");
        Assert.Contains("\"total\":1", await _host.DoAsync("sessions ls --json"), StringComparison.Ordinal);
        Assert.Equal(2, (await _host.RunAsync($"snapshot load {_host.Directory.Write("odd.json", "{}")}")).Code);
    }

    [Fact]
    public async Task A_scenario_is_checked_applied_shown_and_ended()
    {
        var file = _host.Directory.Write("night.yaml", "users: [{name: night@vsphere.local, password: one, role: ReadOnly}]\nsteps:\n  - {at: +5m, rotate: {user: night@vsphere.local, password: two}}\n");
        Assert.Equal($"{file} is right.\n", await _host.DoAsync($"scenario check {file}"));
        await _host.DoAsync("clock freeze");
        Assert.Matches("Steps to come: 1\n(.*\n)*\\+5m +.* +5m +rotate\n", await _host.DoAsync($"scenario apply {file}"));
        await _host.DoAsync("clock advance 5m");
        Assert.Equal((500, 200), (await _host.StatusOfLoginAsync("night@vsphere.local", "one"), await _host.StatusOfLoginAsync("night@vsphere.local", "two")));
        Assert.Equal(1, Json(await _host.DoAsync("scenario show --json")).GetProperty("done").GetInt32());
        Assert.Equal("The scenario has ended.\n", await _host.DoAsync("scenario end"));
        Assert.Equal(1, (await _host.RunAsync("scenario show")).Code);
    }

    /// <summary>Its answer is of the whole API, of which a service without an inventory declares a part.</summary>
    [Fact]
    public async Task Stubs_of_a_scenario_are_checked_without_a_service()
    {
        const string Stub = "rules:\n  - {id: files, when: {operations: [QueryUnownedFiles]}, answer: {stub: {RESULT: [one.vmdk]}}}\n"
            + "steps:\n  - {at: 1m, addRules: [{id: slow, when: {operations: [PowerOnVM_Task]}, answer: {stub: {task: {duration: 5s}}}}]}\n";
        _host.Environment["VIMSESSION_ADMIN_URL"] = "http://127.0.0.1:9/admin/v1";
        var file = _host.Directory.Write("stubs.yaml", Stub.Replace("RESULT", "result", StringComparison.Ordinal));
        Assert.StartsWith($"{file} is right", await _host.DoAsync($"scenario check {file}"), StringComparison.Ordinal);

        file = _host.Directory.Write("wrong.yaml", Stub.Replace("RESULT", "results", StringComparison.Ordinal));
        var (code, error) = await CodeAndErrorAsync($"scenario check {file}");
        Assert.Equal(2, code);
        Assert.StartsWith($"{file}:2:74: rules/0/answer/stub/results ", error, StringComparison.Ordinal);
        file = _host.Directory.Write("type.yaml", Stub.Replace("RESULT: [one.vmdk]", "result: 5", StringComparison.Ordinal));
        (code, error) = await CodeAndErrorAsync($"scenario check {file}");
        Assert.Equal(2, code);
        Assert.StartsWith($"{file}:2:74: rules/0/answer/stub/result ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_cannot_be_used_is_told_with_file_line_and_column()
    {
        var file = _host.Directory.Write("wrong.yaml", "users:\n  - name: a\n    rol: Admin\n");
        var expected = $"{file}:3:5: users/0/rol is not known. Allowed: name, password, fullName, groups, role, disabled, locked.\n";
        Assert.Equal((2, expected), await CodeAndErrorAsync($"scenario check {file}"));
        Assert.Equal((2, expected), await CodeAndErrorAsync($"scenario apply {file}"));
        file = _host.Directory.Write("unknown.yaml", "steps:\n  - {at: 1m, lock: {user: nobody@vsphere.local}}\n");
        Assert.Equal($"{file} is right for a service with user nobody@vsphere.local.\n", await _host.DoAsync($"scenario check {file}"));
        Assert.Equal((1, $"{file}:2:21: steps/0/lock/user names the user 'nobody@vsphere.local', whom there is not.\n"), await CodeAndErrorAsync($"scenario apply {file}"));
    }

    [Fact]
    public async Task Tickets_are_listed_and_expired()
    {
        var cookie = await _host.LoginAsync();
        await _host.Client.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", cookie);

        Assert.Contains("CloneSession", await _host.DoAsync("tickets ls"), StringComparison.Ordinal);
        Assert.Equal("1 ticket expired.\n", await _host.DoAsync("tickets expire --all"));
        Assert.Equal("There are no tickets.\n", await _host.DoAsync("tickets ls"));
    }

    [Fact]
    public async Task What_the_service_refuses_ends_with_1_and_says_place_and_allowed_values()
    {
        var ran = await _host.RunAsync("users add x@vsphere.local --no-password --role Nobody");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith("The service refused this (400): ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("  #/role names a role that there is not. Allowed: ", ran.Error, StringComparison.Ordinal);
        var json = await _host.RunAsync("users rm nobody --json");
        Assert.Equal((1, 404), (json.Code, Json(json.Error).GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_1()
    {
        Assert.Equal(1, (await _host.RunAsync("sessions ls --admin-token 0123456789abcdef-other")).Code);
    }

    [Fact]
    public async Task What_a_client_sends_cannot_control_the_terminal()
    {
        Assert.Equal(0, (await _host.RunAsync(["users", "add", "odd", "--no-password", "--full-name", "x\u009b31m\u001b[31m\u202ey"])).Code);

        Assert.Contains("x\\u009B31m\\u001B[31m\\u202Ey", await _host.DoAsync("users ls"), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Error)> CodeAndErrorAsync(string line)
    {
        var ran = await _host.RunAsync(line);
        return (ran.Code, ran.Error);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
