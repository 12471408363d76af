using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.AdminClient.Snapshots;

/// <summary>The state of a service, for <c>PUT /admin/v1/snapshot</c>. It has secrets as hashes: keep it as you keep a file of password hashes.</summary>
public sealed record Snapshot
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The version before rules and outages were part of it, which is read too.</summary>
    public const int VersionWithoutRules = 1;

    /// <summary>The version of the form that it was written in.</summary>
    public required int Version { get; init; }

    /// <summary>When it was taken, on the clock of the service. A restore does not move the clock: times are kept as durations.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The message of the server.</summary>
    public required string Message { get; init; }

    /// <summary>The limits of sessions.</summary>
    public required LimitValues Limits { get; init; }

    /// <summary>The lock-out policy.</summary>
    public required LockoutSetting Lockout { get; init; }

    /// <summary>The accounts.</summary>
    public required IReadOnlyList<SnapshotUser> Users { get; init; }

    /// <summary>The groups that were made at run time; null for those that there are.</summary>
    public IReadOnlyList<SnapshotGroup>? Groups { get; init; }

    /// <summary>The roles besides the system's.</summary>
    public required IReadOnlyList<RoleInfo> Roles { get; init; }

    /// <summary>The permissions.</summary>
    public required IReadOnlyList<PermissionInfo> Permissions { get; init; }

    /// <summary>The extensions.</summary>
    public required IReadOnlyList<SnapshotExtension> Extensions { get; init; }

    /// <summary>The live sessions, oldest login first.</summary>
    public required IReadOnlyList<SnapshotSession> Sessions { get; init; }

    /// <summary>The tickets that are good.</summary>
    public required IReadOnlyList<SnapshotTicket> Tickets { get; init; }

    /// <summary>The fault rules, in the order in which they are asked; null for those that there are.</summary>
    public IReadOnlyList<SnapshotRule>? Rules { get; init; }

    /// <summary>The outages that are going on; null for those that there are.</summary>
    public IReadOnlyList<SnapshotOutage>? Outages { get; init; }
}

/// <summary>An account.</summary>
public sealed record SnapshotUser
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The full name that it was given; null for the usual one.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = []; // the reader of JSON gives null for what is left out

    /// <summary>The hash of the password: <c>pbkdf2-sha256$…</c> or <c>hmac-sha256$…</c>; null for none.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The certificate by which it gets tokens, as PEM; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether nobody can log in as it.</summary>
    public bool Disabled { get; init; }

    /// <summary>Whether it is locked.</summary>
    public bool Locked { get; init; }

    /// <summary>After what time it is unlocked by itself; null for never, or when it is not locked.</summary>
    public TimeSpan? UnlocksIn { get; init; }

    /// <summary>How long ago the wrong passwords were given that count.</summary>
    public IReadOnlyList<TimeSpan> Failures { get; init => field = value ?? []; } = [];
}

/// <summary>A group that was made at run time. Which accounts are in it, the accounts say.</summary>
/// <param name="Name">The name.</param>
/// <param name="Groups">The groups that it is in.</param>
public sealed record SnapshotGroup(string Name, IReadOnlyList<string> Groups);

/// <summary>An extension, without its lists of clients, servers, tasks, events, faults and privileges.</summary>
public sealed record SnapshotExtension
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The label.</summary>
    public required string Label { get; init; }

    /// <summary>The summary.</summary>
    public required string Summary { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Who made it.</summary>
    public string? Company { get; init; }

    /// <summary>The subject name that it logs in by.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The SHA-256 of the certificate that it logs in by.</summary>
    public string? CertificateHash { get; init; }

    /// <summary>Its account.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The id of the role of its sessions.</summary>
    public int? RoleId { get; init; }

    /// <summary>Whether configuration declares it.</summary>
    public bool Declared { get; init; }
}

/// <summary>A session.</summary>
public sealed record SnapshotSession
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The SHA-256 hashes of the tokens (cookies) that own it.</summary>
    public required IReadOnlyList<string> TokenHashes { get; init; }

    /// <summary>The user that it was opened for.</summary>
    public required string Owner { get; init; }

    /// <summary>The user that it is of now.</summary>
    public required string UserName { get; init; }

    /// <summary>The full name.</summary>
    public required string FullName { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = []; // the reader of JSON gives null for what is left out

    /// <summary>How many of the groups, the first ones, are those of the account: what it is in by now counts in their place.</summary>
    public int OwnGroups { get; init; }

    /// <summary>The role that the user has everywhere, as an extension has; null for none.</summary>
    public int? RoleId { get; init; }

    /// <summary>The locale of dates and numbers.</summary>
    public required string Locale { get; init; }

    /// <summary>The locale of texts.</summary>
    public required string MessageLocale { get; init; }

    /// <summary>Whether an extension logged in.</summary>
    public bool ExtensionSession { get; init; }

    /// <summary>Whether the user may end sessions of others, as of the login.</summary>
    public bool Administrator { get; init; }

    /// <summary>Where it was opened.</summary>
    public required string Door { get; init; }

    /// <summary>The client's address at login.</summary>
    public required string IpAddress { get; init; }

    /// <summary>The client's User-Agent at login.</summary>
    public required string UserAgent { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset LoginTime { get; init; }

    /// <summary>How long ago it began.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How long it has been without a call.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>When its last call was, by the time of day of then; null, as in documents of earlier releases, to have it follow from the idle time.</summary>
    public DateTimeOffset? LastActiveTime { get; init; }

    /// <summary>How many calls were made in it.</summary>
    public long CallCount { get; init; }
}

/// <summary>A ticket.</summary>
/// <param name="Hash">The SHA-256 of its text.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="UserName">The user of the session that it opens.</param>
/// <param name="SessionKey">The session that it ends with; null for none.</param>
/// <param name="ExpiresIn">How long it is good.</param>
public sealed record SnapshotTicket(string Hash, string Purpose, string UserName, string? SessionKey, TimeSpan ExpiresIn);

/// <summary>A fault rule.</summary>
/// <param name="Rule">The rule, with its name and its seed.</param>
/// <param name="Matched">How many calls have fulfilled its conditions.</param>
/// <param name="Applied">How often it was applied.</param>
/// <param name="ExpiresIn">After what time it stops to be in force; null for never.</param>
public sealed record SnapshotRule(RuleSpec Rule, long Matched, long Applied, TimeSpan? ExpiresIn = null);

/// <summary>An outage.</summary>
/// <param name="Id">The name.</param>
/// <param name="Doors">The doors that are out.</param>
/// <param name="Mode">What clients get.</param>
/// <param name="EndsIn">After what time it ends; null for when it is ended.</param>
public sealed record SnapshotOutage(string Id, IReadOnlyList<string> Doors, OutageMode Mode, TimeSpan? EndsIn = null);
