using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Outages;

namespace VimSessionService.Admin.Tests.Scenarios;

/// <summary>Scenarios by the admin API: what they begin with, their steps in time, and what is refused.</summary>
public sealed class ScenarioTests : IAsyncLifetime
{
    private LabHost _host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await LabHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_it_begins_with_is_applied()
    {
        var info = await _host.Api.ApplyScenarioTextAsync(
            """
            description: everything
            clock: {time: 2030-01-01T00:00:00Z, rate: 0}
            roles:
              - {name: Monitor, privileges: [Sessions.ValidateSession]}
            users:
              - {name: svc@vsphere.local, password: 1234, role: Monitor, groups: [Robots]}
              - {name: held@vsphere.local, password: x, locked: true, disabled: true}
            permissions:
              - {principal: Robots, group: true, role: ReadOnly}
            groups:
              - {name: staff@vsphere.local, memberGroups: [Robots, people], role: Monitor}
              - {name: people, members: [svc@vsphere.local, held]}
            extensions:
              - {key: com.example.tool, subjectName: CN=tool}
            options:
              message: Welcome
              limits: {maxSessions: 7, idleTimeout: 5m}
              lockout: {maxAttempts: 3, window: 1m, unlockAfter: 2m}
              settings: {client.timeout.normal: 61}
            rules:
              - {id: slow, answer: {latency: 1ms}}
            outages:
              - {id: sso, mode: unavailable, doors: [sts]}
            """,
            Cancelled);

        Assert.Equal(("everything", 0), (info.Description, info.Done));
        var clock = await _host.Api.GetClockAsync(Cancelled);
        Assert.Equal((new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), 0), (clock.Now, clock.Rate));
        Assert.Equal(["Sessions.ValidateSession", "System.Anonymous", "System.Read", "System.View"], (await _host.Api.ListRolesAsync(Cancelled)).Roles.Single(static role => role.Name == "Monitor").Privileges.Order(StringComparer.Ordinal));
        var held = await _host.Api.GetUserAsync("held@vsphere.local", Cancelled);
        Assert.Equal((true, true), (held.Locked, held.Disabled));
        Assert.Contains((await _host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission is { Principal: "Robots", Group: true, Role: "ReadOnly" });
        Assert.Equal(
            ["Robots: svc@vsphere.local", "people: held@vsphere.local svc@vsphere.local", "staff@vsphere.local: Robots people"],
            (await _host.Api.ListGroupsAsync(Cancelled)).Groups.Select(static group => $"{group.Name}: {string.Join(' ', group.Members.Concat(group.MemberGroups.Order(StringComparer.Ordinal)))}").Order(StringComparer.Ordinal));
        Assert.Contains((await _host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission is { Principal: "staff@vsphere.local", Group: true, Role: "Monitor" });
        Assert.Contains((await _host.Api.ListExtensionsAsync(Cancelled)).Extensions, static extension => extension is { Key: "com.example.tool", SubjectName: "CN=tool" });
        var limits = await _host.Api.GetLimitsAsync(Cancelled);
        Assert.Equal((7, TimeSpan.FromMinutes(5)), (limits.MaxSessions, limits.IdleTimeout));
        Assert.Equal(3, (await _host.Api.GetLockoutPolicyAsync(Cancelled)).MaxAttempts);
        Assert.Equal("slow", Assert.Single((await _host.Api.ListRulesAsync(Cancelled)).Rules).Rule.Id);
        Assert.Equal("sso", Assert.Single((await _host.Api.ListOutagesAsync(Cancelled)).Outages).Id);
        await _host.Api.ClearRulesAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync("svc@vsphere.local", "1234")).Status);
    }

    [Fact]
    public async Task The_steps_on_the_way_of_an_advance_are_taken_each_at_its_own_time()
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        var applied = await _host.Api.ApplyScenarioTextAsync(
            """
            users: [{name: svc@vsphere.local, password: one, role: ReadOnly}]
            steps:
              - {at: +10m, lock: {user: svc, for: 5m}}
              - {at: 5m, rotate: {user: svc@vsphere.local, password: two}, message: Rotated}
              - {at: +12m, outage: {id: sso, mode: unavailable, doors: [sts], for: 2m}}
              - {at: +20m, disable: svc@vsphere.local}
            """,
            Cancelled);
        Assert.Equal(["+5m", "+10m", "+12m", "+20m"], applied.ToCome.Select(static step => "+" + (int)step.Step.At.Time.TotalMinutes + "m"));
        Assert.Equal("***", applied.ToCome[0].Step.Rotate!.Password);

        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(13), Cancelled);
        var info = await _host.Api.GetScenarioAsync(Cancelled);
        Assert.Equal((3, TimeSpan.FromMinutes(7)), (info.Done, Assert.Single(info.ToCome).In));
        Assert.Equal(TimeSpan.FromMinutes(2), (await _host.Api.GetUserAsync("svc@vsphere.local", Cancelled)).UnlocksIn);
        Assert.Equal(info.Applied.AddMinutes(12), Assert.Single((await _host.Api.ListOutagesAsync(Cancelled)).Outages).Began);

        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(3), Cancelled);
        Assert.Empty((await _host.Api.ListOutagesAsync(Cancelled)).Outages);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _host.LoginAsync("svc@vsphere.local", "one")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync("svc@vsphere.local", "two")).Status);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromHours(1), Cancelled);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _host.LoginAsync("svc@vsphere.local", "two")).Status);
        Assert.Empty((await _host.Api.GetScenarioAsync(Cancelled)).ToCome);
    }

    [Fact]
    public async Task Steps_put_accounts_into_groups_and_take_them_out()
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        await _host.Api.ApplyScenarioTextAsync(
            """
            users: [{name: svc@vsphere.local, password: one}]
            groups: [{name: readers, role: ReadOnly}]
            steps:
              - {at: 1m, join: {user: svc, group: readers}}
              - {at: 2m, leave: {user: svc, group: readers}}
            """,
            Cancelled);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _host.LoginAsync("svc", "one")).Status);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        var (status, _, cookie) = await _host.LoginAsync("svc", "one");
        Assert.Equal(HttpStatusCode.OK, status);

        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);

        Assert.Contains("NoPermission", (await _host.FetchAsync("sessionList", cookie)).Content, StringComparison.Ordinal);
        Assert.Empty((await _host.Api.GetScenarioAsync(Cancelled)).Failures);
    }

    [Fact]
    public async Task Steps_end_sessions_change_limits_and_rules_and_restart()
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        await _host.Api.ApplyScenarioTextAsync(
            """
            steps:
              - {at: 1m, expire: {userAgent: one}}
              - {at: 2m, terminate: {user: alice}, limits: {maxSessions: 9}, addRules: [{id: r, answer: {status: 503}}], clockRate: 60}
              - {at: 3m, removeRules: [r], restart: {}, clockRate: 0}
              - {at: 4m, outage: {id: o, mode: hang}}
              - {at: 5m, stopOutages: [o], unlock: alice, enable: alice}
            """,
            Cancelled);
        await _host.LoginAsync(userAgent: "one");
        await _host.LoginAsync(userAgent: "two");

        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal("two", Assert.Single((await _host.Api.ListSessionsAsync(null, Cancelled)).Sessions).UserAgent);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Empty((await _host.Api.ListSessionsAsync(null, Cancelled)).Sessions);
        Assert.Equal((9, 60), ((await _host.Api.GetLimitsAsync(Cancelled)).MaxSessions, (await _host.Api.GetClockAsync(Cancelled)).Rate));
        Assert.Single((await _host.Api.ListRulesAsync(Cancelled)).Rules);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(3), Cancelled);
        Assert.Empty((await _host.Api.ListRulesAsync(Cancelled)).Rules);
        Assert.Empty((await _host.Api.ListOutagesAsync(Cancelled)).Outages);
        Assert.Equal(0, (await _host.Api.GetClockAsync(Cancelled)).Rate);
        Assert.Equal((5, 0), ((await _host.Api.GetScenarioAsync(Cancelled)).Done, (await _host.Api.GetScenarioAsync(Cancelled)).Failures.Count));
    }

    [Fact]
    public async Task What_a_step_cannot_do_is_told_and_the_next_steps_are_taken()
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        await _host.Api.ApplyScenarioTextAsync("users: [{name: gone}]\nsteps:\n  - {at: 1m, lock: {user: gone}, removeRules: [none]}\n  - {at: 2m, message: Later}\n", Cancelled);
        await _host.Api.DeleteUserAsync("gone", Cancelled);

        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(2), Cancelled);

        var info = await _host.Api.GetScenarioAsync(Cancelled);
        Assert.Equal(2, info.Done);
        Assert.Equal([("lock", "There is no user 'gone'."), ("removeRules", "There is no rule 'none'.")], info.Failures.Select(static failure => (failure.Action, failure.Detail)));
        Assert.Equal("Later", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);
    }

    [Fact]
    public async Task A_further_one_drops_the_steps_to_come_and_so_do_the_end_and_a_reset()
    {
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.GetScenarioAsync(Cancelled))).Problem.Status);
        await _host.Api.ApplyScenarioAsync(new ScenarioSpec { Steps = [new() { At = new(TimeSpan.FromMinutes(1)), Message = "one" }] }, Cancelled);
        await _host.Api.ApplyScenarioTextAsync("steps: [{at: 2m, message: two}]", Cancelled);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal("", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);

        await _host.Api.EndScenarioAsync(Cancelled);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(5), Cancelled);
        Assert.Equal("", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.EndScenarioAsync(Cancelled))).Problem.Status);

        await _host.Api.ApplyScenarioTextAsync("steps: [{at: 2m, message: three}]", Cancelled);
        await _host.Api.ResetAsync(Cancelled);
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.GetScenarioAsync(Cancelled))).Problem.Status);
    }

    /// <summary>Line, column, place, and a part of what is said or allowed.</summary>
    [Theory]
    [InlineData("users:\n  - name: a\n    pasword: x\n", 3, 5, "#/users/0/pasword", "password")]
    [InlineData("users:\n  - password: x\n", 2, 5, "#/users/0", "name")]
    [InlineData("users:\n  - {name: a\noptions: {}\n", 2, 3, "#", "a bracket is open here")]
    [InlineData("users:\n  - name: a\n  - name: A@localos\n", 3, 5, "#/users/1", "has the name of another one")]
    [InlineData("users: [{name: alice}, {name: VSPHERE.LOCAL\\Alice}]", 1, 24, "#/users/1", "has the name of another one")]
    [InlineData("groups: [{name: a, members: [nobody]}]", 1, 30, "#/groups/0/members/0", "whom there is not")]
    [InlineData("groups: [{name: a, memberGroups: [b]}]", 1, 35, "#/groups/0/memberGroups/0", "which there is not")]
    [InlineData("groups: [{name: a, memberGroups: [b]}, {name: b, memberGroups: [a]}]", 1, 50, "#/groups/1/memberGroups", "cannot be in itself")]
    [InlineData("groups: [{name: a}, {name: A}]", 1, 21, "#/groups/1", "has the name of another one")]
    [InlineData("groups: [{name: a, role: Nobody}]", 1, 20, "#/groups/0/role", "ReadOnly")]
    [InlineData("steps: [{at: 5m, join: {user: alice, group: none}}]", 1, 38, "#/steps/0/join/group", "which there is not")]
    [InlineData("steps: [{at: 5m, leave: {user: nobody, group: none}}]", 1, 26, "#/steps/0/leave/user", "whom there is not")]
    [InlineData("users: [{name: a, role: Nobody}]", 1, 19, "#/users/0/role", "ReadOnly")]
    [InlineData("users: [{name: a, password: ''}]", 1, 19, "#/users/0/password", "is empty")]
    [InlineData("roles: [{name: R, privileges: [System.Vieww]}]", 1, 32, "#/roles/0/privileges/0", "System.View")]
    [InlineData("roles: [{name: Admin, privileges: []}]", 1, 10, "#/roles/0/name", "role of the system")]
    [InlineData("permissions: [{principal: a, role: Admin, entity: vm-1}]", 1, 43, "#/permissions/0/entity", "group-d1")]
    [InlineData("options: {limits: {maxSessions: -1}}", 1, 20, "#/options/limits/maxSessions", "is negative")]
    [InlineData("options: {limits: {maxSessions: many}}", 1, 20, "#/options/limits/maxSessions", "number")]
    [InlineData("options: {limits: {idleTimeout: -5m}}", 1, 20, "#/options/limits/idleTimeout", "is no time")]
    [InlineData("options: {settings: {no.such: 1}}", 1, 22, "#/options/settings/no.such", "is no setting")]
    [InlineData("options: {settings: {client.timeout.normal: often}}", 1, 22, "#/options/settings/client.timeout.normal", "a whole number")]
    [InlineData("rules: [{answer: {fault: {type: InvalidLogn}}}]", 1, 27, "#/rules/0/answer/fault/type", "InvalidLogin")]
    [InlineData("rules: [{id: a, answer: {status: 503}}, {id: a, answer: {status: 503}}]", 1, 41, "#/rules/1", "has the name of another one")]
    [InlineData("outages: [{mode: slow}]", 1, 12, "#/outages/0/mode", "unavailable")]
    [InlineData("outages: [{mode: hang, doors: [soup]}]", 1, 32, "#/outages/0/doors/0", "soap")]
    [InlineData("clock: {rate: -1}", 1, 9, "#/clock/rate", "is neither 0")]
    [InlineData("steps: [{at: later, message: x}]", 1, 10, "#/steps/0/at", "+5m")]
    [InlineData("steps: [{at: -5m, message: x}]", 1, 10, "#/steps/0/at", "is no time")]
    [InlineData("steps: [{at: 5m}]", 1, 9, "#/steps/0", "rotate")]
    [InlineData("steps: [{at: 5m, explode: true}]", 1, 18, "#/steps/0/explode", "rotate")]
    [InlineData("steps: [{at: 5m, lock: {user: nobody}}]", 1, 25, "#/steps/0/lock/user", "whom there is not")]
    [InlineData("steps: [{at: 5m, restart: {downFor: 0s}}]", 1, 28, "#/steps/0/restart/downFor", "not longer than zero")]
    [InlineData("{\"steps\": [\n\t{\"at\": \"5m\",\n\t\"explode\": true}]}", 3, 2, "#/steps/0/explode", "rotate")]
    [InlineData("- a", 1, 1, "#", "steps")]
    [InlineData("users: [", 2, 1, "#", "neither YAML nor JSON")]
    [InlineData("", 1, 1, "#", "is empty")]
    [InlineData("a: 1\na: 2", 2, 1, "#", "twice")]
    [InlineData("users: [~]", 1, 9, "#", "without a value")]
    [InlineData("users: *none", 1, 8, "#", "anchor")]
    [InlineData("a: 1\n---\na: 2", 2, 1, "#", "more than one document")]
    public async Task What_cannot_be_used_is_told_with_line_column_and_allowed_values_and_nothing_changes(string text, int line, int column, string pointer, string said)
    {
        var before = JsonSerializer.Serialize((await _host.Api.TakeSnapshotAsync(Cancelled)) with { TakenAt = default });

        var problem = (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ApplyScenarioTextAsync("\n" + text, Cancelled))).Problem;

        var place = Assert.Single(problem.Errors!);
        Assert.Equal((400, line + 1, column, pointer), (problem.Status, place.Line, place.Column, place.Pointer));
        Assert.Contains(said, $"{place.Detail} {string.Join(' ', place.Allowed ?? [])}", StringComparison.Ordinal);
        Assert.StartsWith(FormattableString.Invariant($"scenario:{line + 1}:{column}: "), problem.Detail, StringComparison.Ordinal);
        Assert.Equal(before, JsonSerializer.Serialize((await _host.Api.TakeSnapshotAsync(Cancelled)) with { TakenAt = default }));
    }

    [Fact]
    public async Task One_that_leaves_no_administrator_changes_nothing()
    {
        var problem = (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ApplyScenarioTextAsync(
            $"users: [{{name: new}}]\npermissions: [{{principal: {LabHost.User}, role: ReadOnly}}]\noptions: {{message: no}}\n", Cancelled))).Problem;

        Assert.Equal(400, problem.Status);
        Assert.Equal(LabHost.User, Assert.Single((await _host.Api.ListUsersAsync(Cancelled)).Users).Name);
        Assert.Equal("", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);
    }

    [Fact]
    public async Task A_document_cannot_grow_by_its_aliases_or_be_nested_without_end()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 9).Select(static i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat("*" + (char)('a' + i), 10))}]\n"));
        Assert.Contains("more than 50000 values", (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ApplyScenarioTextAsync(bomb, Cancelled))).Problem.Detail, StringComparison.Ordinal);
        var deep = "users: " + new string('[', 100) + new string(']', 100);
        Assert.Contains("more than 32 deep", (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ApplyScenarioTextAsync(deep, Cancelled))).Problem.Detail, StringComparison.Ordinal);
        var many = "steps:\n" + string.Concat(Enumerable.Repeat("  - {at: 1m, message: x}\n", 1001));
        Assert.Contains("more than 1000 steps", (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ApplyScenarioTextAsync(many, Cancelled))).Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _host.SendAsync(HttpMethod.Put, "scenario", new string(' ', 1024 * 1024 + 1))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _host.SendAsync(HttpMethod.Put, "scenario", "steps: []", mediaType: "text/plain")).Status);
    }

    [Fact]
    public async Task An_alias_stands_for_the_value_of_its_anchor()
    {
        await _host.Api.ApplyScenarioTextAsync("rules:\n  - {id: a, when: &w {operations: [Login]}, answer: {status: 503}}\n  - {id: b, when: *w, answer: {latency: 1ms}}\n", Cancelled);

        Assert.Equal(["Login"], (await _host.Api.GetRuleAsync("b", Cancelled)).Rule.When!.Operations);
    }

    /// <summary>An outage that begins while the clock is moved has the name of one of the scenario: the scenario is refused when its clock has been set already.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0d)]
    [InlineData(60d)]
    public async Task A_scenario_that_is_refused_late_leaves_the_clock_as_it_was(double? rate)
    {
        var real = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        LabHost? started = null;
        await using var host = await LabHost.StartAsync(before: services =>
            services.AddSingleton<TimeProvider>(real).AddSingleton<ISessionObserver>(new AtExpiry(() => started!.App.Services.GetRequiredService<OutageSwitch>().Start(new OutageSpec { Id = "taken", Doors = ["sts"], Mode = OutageMode.Unavailable }))));
        started = host;
        await host.LoginAsync();
        if (rate is 0)
            await host.Api.FreezeClockAsync(Cancelled);
        else if (rate is { } faster)
            await host.Api.RunClockAsync(faster, Cancelled);
        var before = await host.Api.GetClockAsync(Cancelled);

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.ApplyScenarioTextAsync(
            "clock: {time: 2030-01-01T05:00:00Z, rate: 7}\noptions: {message: changed}\noutages:\n  - {id: taken, doors: [sts], mode: unavailable}\n", Cancelled));

        Assert.Equal(400, refused.Problem.Status);
        Assert.Equal(before, await host.Api.GetClockAsync(Cancelled));
        Assert.Equal("", (await host.Api.TakeSnapshotAsync(Cancelled)).Message);
        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total); // what has expired stays so
        real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before.Now.AddSeconds(rate ?? 1), (await host.Api.GetClockAsync(Cancelled)).Now);
    }

    /// <summary>The scenario takes the place of the one before, so that the steps of that one are not taken while it moves the clock.</summary>
    [Fact]
    public async Task The_steps_of_the_scenario_before_wait_while_another_one_is_applied()
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        await _host.Api.ApplyScenarioTextAsync("steps:\n  - {at: 5m, message: from before}\n", Cancelled);
        var later = (await _host.Api.GetClockAsync(Cancelled)).Now.AddHours(1);

        await _host.Api.ApplyScenarioTextAsync($"clock: {{time: {later:yyyy-MM-ddTHH:mm:ssZ}}}\n", Cancelled);

        Assert.Equal("", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);
    }

    private sealed class AtExpiry(Action act) : ISessionObserver
    {
        public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

        public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
        {
            act();
            return default;
        }
    }
}
