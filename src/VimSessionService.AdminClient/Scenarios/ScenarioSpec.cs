using System.Text.Json;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.AdminClient.Scenarios;

/// <summary>A scenario: what the service is to be like when it is applied, and what happens then, step by step.</summary>
public sealed record ScenarioSpec
{
    /// <summary>What the scenario shows.</summary>
    public string? Description { get; init; }

    /// <summary>The clock.</summary>
    public ScenarioClock? Clock { get; init; }

    /// <summary>Roles to create, or to give other privileges.</summary>
    public IReadOnlyList<RoleSetting>? Roles { get; init; }

    /// <summary>Accounts to create, or to change. What is left out of one that is there stays.</summary>
    public IReadOnlyList<ScenarioUser>? Users { get; init; }

    /// <summary>Groups to create, or to change. What is left out of one that is there stays.</summary>
    public IReadOnlyList<GroupSetting>? Groups { get; init; }

    /// <summary>Permissions to set.</summary>
    public IReadOnlyList<PermissionInfo>? Permissions { get; init; }

    /// <summary>Extensions to register.</summary>
    public IReadOnlyList<ExtensionInfo>? Extensions { get; init; }

    /// <summary>Limits, the lock-out policy, the message of the server, and settings of OptionManager.</summary>
    public ScenarioOptions? Options { get; init; }

    /// <summary>Fault rules, which are asked after those that there are. One of the name of another takes its place.</summary>
    public IReadOnlyList<RuleSpec>? Rules { get; init; }

    /// <summary>Outages that begin at once.</summary>
    public IReadOnlyList<OutageSpec>? Outages { get; init; }

    /// <summary>What happens later, in any order of times; a thousand at most.</summary>
    public IReadOnlyList<ScenarioStep>? Steps { get; init; }
}

/// <summary>How the clock is to run.</summary>
public sealed record ScenarioClock
{
    /// <summary>The time to set; without it the clock keeps its own.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>How many seconds pass on it in a real second: 0 stops it, 1 is the real pace; without it the rate stays.</summary>
    public double? Rate { get; init; }
}

/// <summary>An account of a scenario.</summary>
public sealed record ScenarioUser
{
    /// <summary>The name: <c>alice@vsphere.local</c>, <c>VSPHERE.LOCAL\alice</c>, or a name alone for an account of the server itself.</summary>
    public required string Name { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>The full name.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Whether nobody can log in as it.</summary>
    public bool? Disabled { get; init; }

    /// <summary>Whether it is locked, until it is unlocked.</summary>
    public bool? Locked { get; init; }
}

/// <summary>Options of a running service.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Limits of sessions.</summary>
    public LimitChange? Limits { get; init; }

    /// <summary>The lock-out policy.</summary>
    public LockoutSetting? Lockout { get; init; }

    /// <summary>The message of the server, which clients read at their login.</summary>
    public string? Message { get; init; }

    /// <summary>Settings of OptionManager: their names, and values of their types.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Settings { get; init; }
}

/// <summary>What happens at a time. Of several actions in one step, those above come first.</summary>
public sealed record ScenarioStep
{
    /// <summary>When, after the scenario was applied: <c>5m</c> or <c>+5m</c>, on the clock of the service.</summary>
    public required ScenarioOffset At { get; init; }

    /// <summary>Gives an account another password.</summary>
    public PasswordRotation? Rotate { get; init; }

    /// <summary>Locks an account.</summary>
    public ScenarioLock? Lock { get; init; }

    /// <summary>Unlocks an account.</summary>
    public string? Unlock { get; init; }

    /// <summary>Has nobody log in as an account.</summary>
    public string? Disable { get; init; }

    /// <summary>Takes that back.</summary>
    public string? Enable { get; init; }

    /// <summary>Puts an account into a group.</summary>
    public ScenarioMembership? Join { get; init; }

    /// <summary>Takes an account out of a group.</summary>
    public ScenarioMembership? Leave { get; init; }

    /// <summary>Ends sessions as if they had been idle for too long: those that match all that is given, <c>{}</c> for all.</summary>
    public ScenarioSessions? Expire { get; init; }

    /// <summary>Ends sessions as an administrator does.</summary>
    public ScenarioSessions? Terminate { get; init; }

    /// <summary>Changes limits of sessions.</summary>
    public LimitChange? Limits { get; init; }

    /// <summary>Sets the message of the server.</summary>
    public string? Message { get; init; }

    /// <summary>Removes fault rules by their names.</summary>
    public IReadOnlyList<string>? RemoveRules { get; init; }

    /// <summary>Adds fault rules after the others. One of the name of another takes its place.</summary>
    public IReadOnlyList<RuleSpec>? AddRules { get; init; }

    /// <summary>Ends outages by their names.</summary>
    public IReadOnlyList<string>? StopOutages { get; init; }

    /// <summary>Begins an outage.</summary>
    public OutageSpec? Outage { get; init; }

    /// <summary>Does to clients what a restart does.</summary>
    public RestartSpec? Restart { get; init; }

    /// <summary>Lets the clock run at a rate; 0 stops it, and with it the steps to come until it is moved.</summary>
    public double? ClockRate { get; init; }
}

/// <summary>Another password of an account.</summary>
/// <param name="User">The account.</param>
/// <param name="Password">The password.</param>
public sealed record PasswordRotation(string User, string Password);

/// <summary>The lock of an account.</summary>
/// <param name="User">The account.</param>
/// <param name="For">For what time; null for until it is unlocked.</param>
public sealed record ScenarioLock(string User, TimeSpan? For = null);

/// <summary>An account and a group.</summary>
/// <param name="User">The account.</param>
/// <param name="Group">The group.</param>
public sealed record ScenarioMembership(string User, string Group);

/// <summary>Which sessions end: those that match all that is given.</summary>
public sealed record ScenarioSessions
{
    /// <summary>A user, in any spelling of the name.</summary>
    public string? User { get; init; }

    /// <summary>A part of the User-Agent, in any case of letters.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Where the session was opened.</summary>
    public string? Door { get; init; }
}
