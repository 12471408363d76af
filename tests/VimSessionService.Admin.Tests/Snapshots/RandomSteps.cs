using System.Globalization;
using System.Net;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests.Snapshots;

/// <summary>A step that changes a service, as an operator or as a client.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Status">The status that the admin API must refuse it with; null for one that must be done.</param>
/// <param name="DoAsync">Does it; the result is what a client is answered, empty for a step of an operator.</param>
internal sealed record RandomStep(string Kind, int? Status, Func<SeenHost, Task<string>> DoAsync);

/// <summary>Chooses steps. What a step must be answered with follows from what the service lists before.</summary>
/// <param name="random">The choice.</param>
internal sealed class RandomSteps(Random random)
{
    private const string Clone = "<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>";

    private int _rules;
    private int _others;
    private int _outages;

    /// <summary>The kinds of steps.</summary>
    public static string[] Kinds { get; } =
    [
        "create user", "delete user", "change user", "create group", "change group", "delete group", "lock", "unlock", "lockout", "create role", "change role", "delete role", "set permission", "delete permission", "register extension",
        "unregister extension", "limits", "advance", "expire sessions", "terminate sessions", "expire session", "terminate session", "change session", "expire ticket", "add rule", "remove rule",
        "start outage", "stop outage", "stop outages", "scenario", "end scenario", "freeze clock", "resume clock", "show real time", "run clock", "set clock", "time passes", "put rule",
        "replace rules", "clear rules", "keep snapshot", "restore snapshot", "reset", "restart", "reload", "clear journal", "forget leaks", "assert no leaks",
        "log in", "log in", "log in", "log in", "log in", "log in", "log out", "call", "call", "clone ticket", "clone ticket", "clone ticket", "clone session", "message", "setting", "filter", "locale", "other door",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The next step of a kind.</summary>
    public async Task<RandomStep> NextAsync(string kind, SeenHost seen)
    {
        var api = seen.Host.Api;
        var user = $"user{random.Next(4)}";
        var name = $"{(char)('a' + random.Next(3))}";
        var isThere = async () => (await api.ListUsersAsync(Cancelled)).Users.Any(known => known.Name == user);
        var hasRole = async () => (await api.ListRolesAsync(Cancelled)).Roles.Any(role => role.Name == "role " + name);
        var hasExtension = async () => (await api.ListExtensionsAsync(Cancelled)).Extensions.Any(extension => extension.Key == "com.example." + name);
        var flag = random.Next(2) == 0;
        var number = random.Next(1, 60);
        int[] latest = [.. Enumerable.Range(0, seen.Sessions.Count).Where(i => seen.Sessions[i].Door == "soap").TakeLast(3)];
        var session = latest.Length == 0 || number > 54 ? -1 : latest[number % latest.Length];
        switch (kind)
        {
            case "create user":
                return Admin(kind, await isThere() ? 400 : null, of => of.CreateUserAsync(new UserCreation { Name = user, Password = "pw", Role = flag ? "ReadOnly" : "Admin" }, Cancelled));
            case "delete user":
                return Admin(kind, await isThere() ? null : 404, of => of.DeleteUserAsync(user, Cancelled));
            case "change user":
                return Admin(kind, await isThere() ? null : 404, of => of.ChangeUserAsync(user, new UserChange { Disabled = flag, Groups = [$"group {name}"], FullName = $"{user} {number}" }, Cancelled));
            case "create group" or "change group" or "delete group":
                return await OfGroupAsync(kind, api, name, $"group {(char)('a' + (number % 3))}", await isThere() ? user : null, flag, number);
            case "lock":
                return Admin(kind, await isThere() ? null : 404, of => of.LockUserAsync(user, flag ? null : TimeSpan.FromMinutes(number), Cancelled));
            case "unlock":
                return Admin(kind, await isThere() ? null : 404, of => of.UnlockUserAsync(user, Cancelled));
            case "lockout":
                return Admin(kind, number > 50 ? 400 : null, of => of.SetLockoutPolicyAsync(new LockoutSetting(number > 50 ? 1001 : 2 + (number % 3), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(number)), Cancelled));
            case "create role":
                return Admin(kind, await hasRole() ? 400 : null, of => of.CreateRoleAsync(new RoleSetting("role " + name, ["Sessions.TerminateSession"]), Cancelled));
            case "change role":
                return Admin(kind, await hasRole() ? null : 404, of => of.ChangeRoleAsync("role " + name, new RoleSetting("role " + name, flag ? ["Sessions.ValidateSession"] : ["Global.Settings"]), Cancelled));
            case "delete role":
                return Admin(kind, await hasRole() ? null : 404, of => of.DeleteRoleAsync("role " + name, Cancelled));
            case "set permission":
                return Admin(kind, flag && !await hasRole() ? 400 : null, of => of.SetPermissionAsync(new PermissionInfo { Principal = user, Group = number % 2 == 0, Role = flag ? "role " + name : "ReadOnly", Propagate = number % 3 == 0 }, Cancelled));
            case "delete permission":
                var isGranted = (await api.ListPermissionsAsync(Cancelled)).Permissions.Any(permission => permission.Principal == user && permission.Group == flag);
                return Admin(kind, isGranted ? null : 404, of => of.DeletePermissionAsync(user, flag, cancellationToken: Cancelled));
            case "register extension":
                return Admin(kind, await hasExtension() ? 400 : null, of => of.RegisterExtensionAsync(new ExtensionInfo { Key = "com.example." + name, Name = $"Extension {number}", Company = flag ? "Example" : null }, Cancelled));
            case "unregister extension":
                return Admin(kind, await hasExtension() ? null : 404, of => of.UnregisterExtensionAsync("com.example." + name, Cancelled));
            case "limits":
                return Admin(kind, number > 50 ? 400 : null, of => of.ChangeLimitsAsync(new LimitChange { MaxSessions = number > 50 ? -1 : 3 + number, MaxLifetime = TimeSpan.FromMinutes(flag ? 0 : 90), IdleTimeout = TimeSpan.FromMinutes(20 + number) }, Cancelled));
            case "advance":
                return Admin(kind, null, of => of.AdvanceClockAsync(TimeSpan.FromMinutes(number % 15), Cancelled));
            case "expire sessions":
                return Admin(kind, null, of => of.ExpireSessionsAsync(new SessionQuery { User = user }, Cancelled));
            case "terminate sessions":
                return Admin(kind, null, of => of.TerminateSessionsAsync(new SessionQuery { Door = DoorSession.Doors[number % 4] }, Cancelled));
            case "expire session" or "terminate session" or "change session":
                return await OfSessionAsync(kind, api, flag, number);
            case "expire ticket":
                var tickets = (await api.ListTicketsAsync(Cancelled)).Tickets;
                var ticket = tickets.Count == 0 ? new string('0', 64) : tickets[number % tickets.Count].Id;
                return Admin(kind, tickets.Count == 0 ? 404 : null, of => of.ExpireTicketAsync(ticket, Cancelled));
            case "add rule":
                var isTaken = number % 5 == 0 && (await api.ListRulesAsync(Cancelled)).Rules.Any(rule => rule.Rule.Id == $"rule{_rules}");
                var rule = NewRule(isTaken ? _rules : ++_rules, flag, number);
                return Admin(kind, isTaken ? 400 : null, of => of.AddRuleAsync(rule, cancellationToken: Cancelled));
            case "remove rule":
                var id = $"rule{random.Next(1, _rules + 2)}";
                var hasRule = (await api.ListRulesAsync(Cancelled)).Rules.Any(known => known.Rule.Id == id);
                return Admin(kind, hasRule ? null : 404, of => of.RemoveRuleAsync(id, Cancelled));
            case "start outage":
                var outage = new OutageSpec { Id = $"outage{++_outages}", Doors = [flag ? "sts" : "lookup"], Mode = OutageMode.Unavailable, For = number % 2 == 0 ? null : TimeSpan.FromMinutes(number) };
                return Admin(kind, null, of => of.StartOutageAsync(outage, Cancelled));
            case "put rule" or "replace rules" or "clear rules":
                return OfRules(kind, flag, number);
            case "stop outage":
                var gone = $"outage{random.Next(1, _outages + 2)}";
                var goesOn = (await api.ListOutagesAsync(Cancelled)).Outages.Any(known => known.Id == gone);
                return Admin(kind, goesOn ? null : 404, of => of.StopOutageAsync(gone, Cancelled));
            case "scenario":
                var text = $$"""{"users":[{"name":"{{user}}","password":"pw","role":"{{(flag ? "ReadOnly" : "Nobody")}}"}],"options":{"message":"scenario {{number}}"},"steps":[{"at":"5m","message":"step {{number}}"}]}""";
                return Admin(kind, flag ? null : 400, of => of.ApplyScenarioTextAsync(text, Cancelled));
            case "freeze clock" or "resume clock" or "show real time" or "run clock" or "set clock":
                return await OfClockAsync(kind, api, flag, number);
            case "keep snapshot" or "restore snapshot" or "reset" or "restart" or "reload" or "stop outages" or "end scenario" or "clear journal" or "forget leaks" or "assert no leaks":
                return await OfStateAsync(kind, seen, flag);
            default:
                return OfClient(kind, seen, user, flag, number, session);
        }
    }

    private static RandomStep OfClient(string kind, SeenHost seen, string user, bool flag, int number, int session) => kind switch
    {
        "log in" => Client(kind, of => of.LoginAsync(DoorSession.Doors[Math.Max(0, (number % 6) - 2)], flag ? LabHost.User : user, number % 7 == 0 ? "wrong" : flag ? LabHost.Password : "pw")),
        "log out" => Client(kind, of => of.CallAsync("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>", session)),
        "call" => Client(kind, of => of.CallAsync("<CurrentTime xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></CurrentTime>", session)),
        "clone ticket" => Client(kind, async of =>
        {
            var answer = await of.CallAsync(Clone, session);
            if (answer.Contains("<returnval>", StringComparison.Ordinal))
                of.Tickets.Add(answer.Split("<returnval>")[1].Split("</returnval>")[0]);
            return answer;
        }),
        "clone session" => Client(kind, of => of.CallAsync(
            $"<CloneSession xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><cloneTicket>{(of.Tickets.Count == 0 ? "cst-VCT-none" : of.Tickets[number % of.Tickets.Count])}</cloneTicket></CloneSession>", -1)),
        "message" => Client(kind, of => of.CallAsync($"<UpdateServiceMessage xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><message>message {number}</message></UpdateServiceMessage>", session)),
        "locale" => Client(kind, of => of.CallAsync($"<SetLocale xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><locale>{(flag ? "de" : "fr")}</locale></SetLocale>", session)),
        "setting" => Client(kind, of => of.CallAsync(
            $"""<UpdateOptions xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><_this type="OptionManager">VpxSettings</_this><changedValue><key>config.example.number</key><value xsi:type="xsd:string">{number}</value></changedValue></UpdateOptions>""", session)),
        "filter" => Client(kind, of => of.CallAsync(
            """<CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type="SessionManager">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>""", session)),
        "time passes" => Client(kind, async of =>
        {
            await of.PassAsync(TimeSpan.FromMinutes(number % 20));
            return "";
        }),
        "other door" => Client(kind, of => of.RequestAsync(flag ? "sts" : "lookup")),
        _ => throw new ArgumentException($"{kind} is no kind of step.", nameof(kind)),
    };

    private RandomStep OfRules(string kind, bool flag, int number)
    {
        var rule = NewRule(number % 3 == 0 ? ++_rules : random.Next(1, _rules + 2), flag, number);
        _rules = Math.Max(_rules, int.Parse(rule.Id![4..], CultureInfo.InvariantCulture));
        return kind switch
        {
            "put rule" => new RandomStep(kind, null, of => NothingAsync(of.ChangeRulesAsync(api => api.PutRuleAsync(rule.Id, rule, Cancelled)))),
            "clear rules" => Admin(kind, null, static of => of.ClearRulesAsync(Cancelled)),
            _ when number > 50 => Admin(kind, 400, of => of.ReplaceRulesAsync([rule, rule], Cancelled)),
            _ => new RandomStep(kind, null, of => NothingAsync(of.ChangeRulesAsync(api => api.ReplaceRulesAsync([rule, NewRule(++_others + 1_000_000, !flag, number)], Cancelled)))),
        };
    }

    private static RuleSpec NewRule(int id, bool flag, int number) => new()
    {
        Id = $"rule{id}",
        When = new RuleConditions { Operations = ["CurrentTime"] },
        Calls = new RuleCount { Times = number % 4 == 0 ? null : number % 4, After = number % 3 == 0 ? 1 : null, Probability = flag ? 0.5 : null, Seed = number },
        Answer = flag ? new RuleAnswer { Status = 503 } : new RuleAnswer { Fault = new FaultSpec { Type = "HostConnectFault" } },
        ExpiresAfter = number > 40 ? TimeSpan.FromMinutes(number) : null,
    };

    private static async Task<RandomStep> OfClockAsync(string kind, AdminApiClient api, bool flag, int number)
    {
        var now = (await api.GetClockAsync(Cancelled)).Now;
        return kind switch
        {
            "freeze clock" => Admin(kind, null, static of => of.FreezeClockAsync(Cancelled)),
            "resume clock" => Admin(kind, null, static of => of.ResumeClockAsync(Cancelled)),
            "show real time" => Admin(kind, null, static of => of.ShowRealTimeAsync(Cancelled)),
            "run clock" => Admin(kind, number > 50 ? 400 : null, of => of.RunClockAsync(number > 50 ? 0 : number / 10.0, Cancelled)),
            _ => Admin(kind, number > 50 ? 400 : null, of => of.SetClockAsync(number > 50 ? now.AddYears(11) : now.AddMinutes(flag ? number : -number), Cancelled)),
        };
    }

    private static async Task<RandomStep> OfStateAsync(string kind, SeenHost seen, bool flag)
    {
        var leaks = await seen.Host.Api.GetLeaksAsync(cancellationToken: Cancelled);
        var hasScenario = kind == "end scenario" && (await seen.Host.SendAsync(HttpMethod.Get, "scenario")).Status == HttpStatusCode.OK;
        return kind switch
        {
            "keep snapshot" => new RandomStep(kind, null, static of => NothingAsync(of.KeepAsync())),
            "restore snapshot" => seen.Kept is null
                ? Admin(kind, 400, async of => await of.RestoreSnapshotAsync(await of.TakeSnapshotAsync(Cancelled) with { Version = 0 }, Cancelled))
                : new RandomStep(kind, null, static of => NothingAsync(of.ChangeRulesAsync(api => api.RestoreSnapshotAsync(of.Kept!, Cancelled)))),
            "reset" => Admin(kind, null, static of => of.ResetAsync(Cancelled)),
            "restart" => Admin(kind, null, of => of.RestartAsync(new RestartSpec { KeepSessions = flag }, Cancelled)),
            "reload" => Admin(kind, null, static of => of.ReloadFilesAsync(Cancelled)),
            "stop outages" => Admin(kind, null, static of => of.StopOutagesAsync(Cancelled)),
            "end scenario" => Admin(kind, hasScenario ? null : 404, static of => of.EndScenarioAsync(Cancelled)),
            "clear journal" => new RandomStep(kind, null, static of => NothingAsync(of.ClearJournalAsync())),
            "forget leaks" => Admin(kind, null, static of => of.ForgetExpiredLeaksAsync(Cancelled)),
            _ => Admin(kind, leaks.Open + (flag ? leaks.Expired : 0) > 0 ? 409 : null, of => of.AssertNoLeaksAsync(includeExpired: flag, cancellationToken: Cancelled)),
        };
    }

    private static async Task<string> NothingAsync(Task done)
    {
        await done;
        return "";
    }

    private static async Task<RandomStep> OfSessionAsync(string kind, AdminApiClient api, bool flag, int number)
    {
        var live = (await api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions;
        var key = live.Count == 0 || number > 50 ? "52000000-0000-0000-0000-000000000000" : live[number % live.Count].Key;
        int? status = live.Any(session => session.Key == key) ? null : 404;
        return Admin(kind, status, of => kind switch
        {
            "expire session" => of.ExpireSessionAsync(key, Cancelled),
            "terminate session" => of.TerminateSessionAsync(key, Cancelled),
            _ => of.ChangeSessionAsync(key, new SessionUpdate { Locale = flag ? "ja" : null, Idle = TimeSpan.FromMinutes(number % 20) }, Cancelled),
        });
    }

    private static async Task<RandomStep> OfGroupAsync(string kind, AdminApiClient api, string letter, string inner, string? user, bool flag, int number)
    {
        var groups = (await api.ListGroupsAsync(Cancelled)).Groups.ToDictionary(static group => group.Name, StringComparer.Ordinal);
        var name = "group " + letter;
        string[]? members = user is null ? null : [user];
        if (kind == "delete group")
            return Admin(kind, groups.ContainsKey(name) ? null : 404, of => of.DeleteGroupAsync(name, Cancelled));
        if (kind == "create group")
            return Admin(kind, groups.ContainsKey(name) ? 400 : null, of => of.CreateGroupAsync(new GroupSetting { Name = name, Members = members, Role = flag ? "ReadOnly" : null }, Cancelled));
        if (number % 3 > 0)
            return Admin(kind, groups.ContainsKey(name) ? null : 404, of => of.ChangeGroupAsync(name, flag ? new GroupChange { Add = members } : new GroupChange { Remove = members }, Cancelled));
        int? status = !groups.ContainsKey(name) ? 404 : !groups.ContainsKey(inner) || (flag && IsIn(name, inner)) ? 400 : null;
        return Admin(kind, status, of => of.ChangeGroupAsync(name, flag ? new GroupChange { AddGroups = [inner] } : new GroupChange { RemoveGroups = [inner] }, Cancelled));

        bool IsIn(string one, string other) => one == other || groups.GetValueOrDefault(other)?.MemberGroups.Any(between => IsIn(one, between)) == true;
    }

    private static RandomStep Client(string kind, Func<SeenHost, Task<string>> act) => new(kind, null, act);

    private static RandomStep Admin(string kind, int? status, Func<AdminApiClient, Task> act) => new(kind, status, async of =>
    {
        if (status is null)
        {
            await act(of.Host.Api);
            return "";
        }

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => act(of.Host.Api));
        Assert.Equal(status, refused.Problem.Status);
        return "";
    });
}
