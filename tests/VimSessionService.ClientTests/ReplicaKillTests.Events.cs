using System.Globalization;
using System.Text.Json.Nodes;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>What clients do under the kills that has events, each with a number or a name of its own, by which the events are counted.</summary>
public sealed partial class ReplicaKillTests
{
    private readonly EventLedger _asked = new();
    private int _lastNumber;

    private string UsersFile => Path.Combine(_directory.FullName, "users.json");

    /// <summary>Each client changes the permission of a user of its own.</summary>
    private Task WriteUsersAsync() => File.WriteAllTextAsync(
        UsersFile,
        new JsonObject { ["Users"] = new JsonArray([.. Enumerable.Range(0, Clients).Select(static i => new JsonObject { ["Name"] = $"client{i}", ["Password"] = "secret" })]) }.ToJsonString(),
        Cancel);

    /// <summary>Logs a text, and posts an event.</summary>
    private async Task LogAsync(Random random, string cookie)
    {
        var logged = Next("logged");
        await AskAsync(random, cookie, "GeneralUserEvent", logged, "LogUserEvent", $"<entity type=\"Folder\">group-d1</entity><msg>{logged}</msg>", "EventManager");
        var posted = Next("posted");
        await AskAsync(
            random,
            cookie,
            "EventEx",
            posted,
            "PostEvent",
            "<eventToPost xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"EventEx\"><key>0</key><chainId>0</chainId><createdTime>2026-01-01T00:00:00Z</createdTime><userName/>" +
            $"<eventTypeId>com.example.kill</eventTypeId><message>{posted}</message></eventToPost>",
            "EventManager");
    }

    /// <summary>Adds a role, gives it to a user, and takes both away again, as far as each of it is answered.</summary>
    private async Task ChangeRolesAsync(Random random, string cookie, string principal)
    {
        const string Target = "AuthorizationManager";
        const string Entity = "<entity type=\"Folder\">group-d1</entity>";
        var name = Next("role");
        if (await AskAsync(random, cookie, "RoleAddedEvent", name, "AddAuthorizationRole", $"<name>{name}</name><privIds>Sessions.ValidateSession</privIds>", Target) is not { } added)
            return;
        var role = RawCalls.Result(added);
        var permission = $"<permission><principal>{principal}</principal><group>false</group><roleId>{role}</roleId><propagate>true</propagate></permission>";
        if (await AskAsync(random, cookie, "PermissionAddedEvent", name, "SetEntityPermissions", Entity + permission, Target) is not null
            && await AskAsync(random, cookie, "PermissionRemovedEvent", principal, "RemoveEntityPermission", $"{Entity}<user>{principal}</user><isGroup>false</isGroup>", Target) is not null)
        {
            await AskAsync(random, cookie, "RoleRemovedEvent", name, "RemoveAuthorizationRole", $"<roleId>{role}</roleId><failIfUsed>true</failIfUsed>", Target);
        }
    }

    /// <summary>Terminates another session.</summary>
    private async Task TerminateAsync(Random random, string cookie)
    {
        var (began, session, other) = await _calls.CallAsync(Any(random), "Login", null, Login);
        if (began != CallAnswer.Done)
            return;
        var key = KeyOf(session);
        _asked.Note("UserLoginSessionEvent", key, CallAnswer.Done);
        while (true)
        {
            var (answer, text, _) = await _calls.CallAsync(Any(random), "TerminateSession", cookie, $"<sessionId>{key}</sessionId>");
            if (answer == CallAnswer.None)
            {
                await UnansweredAsync(); // it may have been carried out, and is not found then
                continue;
            }

            if (answer != CallAnswer.Done && !text.Contains("NotFound", StringComparison.Ordinal))
                Count("calls refused");
            _asked.Note("SessionTerminatedEvent", key, CallAnswer.Done);
            await EndedAsync(key, other!);
            return;
        }
    }

    /// <summary>Asks once for something that has an event: the answer, or null when it is lost.</summary>
    private async Task<string?> AskAsync(Random random, string cookie, string type, string subject, string method, string arguments, string target)
    {
        var (answer, text, _) = await _calls.CallAsync(Any(random), method, cookie, arguments, target);
        _asked.Note(type, subject, answer);
        switch (answer)
        {
            case CallAnswer.Done:
                return text;
            case CallAnswer.None:
                await UnansweredAsync();
                return null;
            default:
                Count("calls refused");
                TestContext.Current.TestOutputHelper?.WriteLine($"{method}: {text}");
                return null;
        }
    }

    /// <summary>Reads the events at each replica: they are the same. What was answered is among them once, and what was not at most once.</summary>
    private async Task CountEventsAsync()
    {
        var logs = await Task.WhenAll(_urls.Select(url => EventReader.ReadAllAsync(_calls, url, Login)));
        var events = logs[0];
        Count("events", events.Count);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(static posted => posted.Key));
        Assert.All(logs.Skip(1), log => Assert.Equal(events, log.Take(events.Count)));
        foreach (var (type, sum) in _asked.Compare(events))
        {
            Tell($"{type}: {sum.Acknowledged} acknowledged, {sum.Unanswered} unanswered, {sum.Found} in the log");
            Count("events missing", sum.Missing);
            Count("events doubled", sum.Doubled);
            Assert.True(sum.Acknowledged > Rounds, $"there were {sum.Acknowledged} of {type}");
        }
    }

    private string Next(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} {Interlocked.Increment(ref _lastNumber)}");
}
