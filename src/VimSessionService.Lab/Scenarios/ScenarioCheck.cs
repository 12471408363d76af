using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Limits;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Schema;

namespace VimSessionService.Lab.Scenarios;

/// <summary>
/// Checks a scenario, with or without the service that it is for. What it needs of the service and does not declare itself, such as a user whom a step locks,
/// is an error with a service that lacks it; without a service it is noted.
/// </summary>
internal sealed class ScenarioCheck
{
    /// <summary>How many steps a scenario may have.</summary>
    public const int MostSteps = 1_000;

    private const int LongestPassword = 1024;
    private const int LongestMessage = 64 * 1024;
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch.AddDays(1);

    private readonly ScenarioDocument _document;
    private readonly ScenarioSpec _spec;
    private readonly RuleCompiler _rules;
    private readonly DoorTable _doors;
    private readonly ServiceDirectory _directory;
    private readonly bool _isOffline;
    private readonly HashSet<string> _roles;
    private readonly HashSet<AccountName> _users = [];
    private readonly HashSet<AccountName> _groups = [];
    private readonly SortedSet<string> _needs = new(StringComparer.Ordinal);

    private ScenarioCheck(ScenarioDocument document, RuleCompiler rules, DoorTable doors, ServiceDirectory? directory)
    {
        (_document, _spec, _rules, _doors) = (document, document.Spec, rules, doors);
        _isOffline = directory is null;
        _directory = directory ?? new ServiceDirectory(TimeProvider.System);
        _roles = new HashSet<string>(_spec.Roles?.Select(static role => role.Name) ?? [], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Checks a scenario without a service; the result is what it needs of one, such as <c>user svc@vsphere.local</c>.</summary>
    /// <param name="document">The scenario.</param>
    /// <param name="doors">The doors that it may name.</param>
    /// <exception cref="ScenarioException">It cannot be used.</exception>
    public static IReadOnlyCollection<string> Offline(ScenarioDocument document, DoorTable doors)
    {
        var check = new ScenarioCheck(document, new RuleCompiler(new ServedProduct { RootFolder = new Vim25.ManagedObjectReference("Folder", "group-d1") }, new ServedApi(), doors), doors, null);
        check.Run(DateTimeOffset.UtcNow);
        return check._needs;
    }

    /// <summary>Checks a scenario for a service.</summary>
    /// <exception cref="ScenarioException">It cannot be used.</exception>
    public static void Against(ScenarioDocument document, ScenarioContext context, RuleCompiler rules)
    {
        var check = new ScenarioCheck(document, rules, context.Outages.Doors, context.Directory);
        check.Run(context.Clock.GetUtcNow());
        check.CheckState(context);
    }

    private void Run(DateTimeOffset now)
    {
        CheckClock(now);
        CheckRoles();
        CheckUsers();
        CheckGroups();
        CheckPermissions();
        Each(_spec.Extensions, "extensions", static extension => extension.Key, static extension => ExtensionEntries.Check(extension));
        CheckOptions();
        Each(_spec.Rules, "rules", static rule => rule.Id, rule => _rules.Compile(rule));
        if (_spec.Rules?.Count > RuleMaker.MostRules)
            throw _document.Refuse("#/rules", $"has more than {RuleMaker.MostRules} rules");
        Each(_spec.Outages, "outages", static outage => outage.Id, outage => OutageSwitch.Check(outage, _doors));
        CheckSteps();
    }

    /// <summary>What only the service knows.</summary>
    private void CheckState(ScenarioContext context)
    {
        for (var i = 0; i < _spec.Permissions?.Count; i++)
        {
            if (_spec.Permissions[i].Entity is { } entity && entity != context.Inventory.Root.Reference.Value && context.Inventory.Find(entity) is null)
                throw _document.Refuse($"#/permissions/{i}/entity", $"names the object '{entity}', which there is not", [.. context.Inventory.All.Take(20).Select(static known => known.Reference.Value)]);
        }

        var ids = context.Rules.List().Select(static rule => rule.Rule.Id).ToHashSet(StringComparer.Ordinal);
        if (ids.Count + (_spec.Rules?.Count(rule => rule.Id is null || !ids.Contains(rule.Id)) ?? 0) > RuleMaker.MostRules)
            throw _document.Refuse("#/rules", $"would make more than {RuleMaker.MostRules} rules with those that there are");
        var outages = context.Outages.List().Select(static outage => outage.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _spec.Outages?.Count; i++)
        {
            if (_spec.Outages[i].Id is { } id && outages.Contains(id))
                throw _document.Refuse($"#/outages/{i}/id", "is the name of an outage that is going on");
        }

        if (outages.Count + (_spec.Outages?.Count ?? 0) > OutageSwitch.MostOutages)
            throw _document.Refuse("#/outages", $"would make more than {OutageSwitch.MostOutages} outages with those that are going on");
        SettingValues.Read(_document, context.Settings);
    }

    private void CheckClock(DateTimeOffset now)
    {
        if (_spec.Clock?.Time is { } time && (time < Earliest || time - now > LabClock.MaxAdvance))
            throw _document.Refuse("#/clock/time", $"is before {Earliest:yyyy-MM-dd}, or later than now by more than ten years");
        RequireRate(_spec.Clock?.Rate, "#/clock/rate");
    }

    private void CheckRoles() => Each(_spec.Roles, "roles", static role => role.Name.ToUpperInvariant(), role =>
    {
        if (string.IsNullOrWhiteSpace(role.Name))
            throw new RefusedException("name", "is empty");
        if (SystemRoles.Find(role.Name) is not null)
            throw new RefusedException("name", "is that of a role of the system, which cannot be changed");
        var known = _directory.Roles.Privileges;
        for (var i = 0; i < role.Privileges.Count; i++)
        {
            if (!known.Contains(role.Privileges[i]))
                throw new RefusedException($"privileges/{i}", $"is '{role.Privileges[i]}', a privilege that there is not", NearestNames.Find(role.Privileges[i], known.All.Select(static privilege => privilege.Id)));
        }
    });

    private void CheckUsers() => Each(_spec.Users, "users", user => AccountName.TryParse(user.Name, out var name) ? (_directory.Accounts.Find(name)?.Account.Name ?? name.Canonical).Display.ToUpperInvariant() : null, user =>
    {
        var name = NameOf(user.Name, "name");
        RequirePassword(user.Password);
        if (_directory.Extensions.Find(name.Display) is not null)
            throw new RefusedException("name", "is the key of an extension");
        if (user.Role is { } role)
            RequireRole(role, "role");
        for (var i = 0; i < user.Groups?.Count; i++)
            NameOf(user.Groups[i], $"groups/{i}");
        _users.Add(name);
    });

    private void CheckGroups()
    {
        foreach (var user in _spec.Users ?? [])
            _groups.UnionWith((user.Groups ?? []).Select(AccountName.Of));
        for (var i = 0; i < _spec.Groups?.Count; i++)
        {
            if (AccountName.TryParse(_spec.Groups[i].Name, out var name))
                _groups.Add(name.Canonical);
        }

        Each(_spec.Groups, "groups", group => AccountName.TryParse(group.Name, out var name) ? (GroupEntries.Find(_directory, group.Name) ?? name.Canonical).Display.ToUpperInvariant() : null, group =>
        {
            NameOf(group.Name, "name");
            if (group.Role is { } role)
                RequireRole(role, "role");
            for (var i = 0; i < group.Members?.Count; i++)
                RequireUser(group.Members[i], $"members/{i}");
            for (var i = 0; i < group.MemberGroups?.Count; i++)
                RequireGroup(group.MemberGroups[i], $"memberGroups/{i}");
        });
    }

    private void CheckPermissions() => Each(_spec.Permissions, "permissions", static _ => null, permission =>
    {
        NameOf(permission.Principal, "principal");
        RequireRole(permission.Role, "role");
    });

    private void CheckOptions()
    {
        if (_spec.Options is not { } options)
            return;
        At("#/options/limits", () => LimitChanges.Check(options.Limits ?? new()));
        if (options.Lockout is { } lockout)
            At("#/options/lockout", () => LockoutPolicy.Of(lockout));
        if (options.Message?.Length > LongestMessage)
            throw _document.Refuse("#/options/message", $"has more than {LongestMessage} characters");
    }

    private void CheckSteps()
    {
        if (_spec.Steps?.Count > MostSteps)
            throw _document.Refuse("#/steps", $"has more than {MostSteps} steps");
        Each(_spec.Steps, "steps", static _ => null, CheckStep);
    }

    private void CheckStep(ScenarioStep step)
    {
        if (step.At.Time > LabClock.MaxAdvance)
            throw new RefusedException("at", "is more than ten years after the beginning");
        if (ScenarioActions.NamesOf(step).Count == 0)
            throw new RefusedException("", "does nothing. Give it an action", ScenarioActions.Names);
        foreach (var (user, place) in new[] { (step.Rotate?.User, "rotate/user"), (step.Lock?.User, "lock/user"), (step.Unlock, "unlock"), (step.Disable, "disable"), (step.Enable, "enable"), (step.Join?.User, "join/user"), (step.Leave?.User, "leave/user") })
        {
            if (user is not null)
                RequireUser(user, place);
        }

        if (step.Join is { Group: var joined })
            RequireGroup(joined, "join/group");
        if (step.Leave is { Group: var left })
            RequireGroup(left, "leave/group");
        if (step.Rotate is { Password: { } password })
            Below("rotate", () => RequirePassword(password));
        if (step.Lock?.For is { } time && (time == TimeSpan.Zero || time > LockoutPolicy.LongestTime))
            throw new RefusedException("lock/for", "is zero, or longer than ten years");
        if (step.Limits is { } limits)
            Below("limits", () => LimitChanges.Check(limits));
        if (step.Message?.Length > LongestMessage)
            throw new RefusedException("message", $"has more than {LongestMessage} characters");
        CheckRules(step.AddRules);
        if (step.Outage is { } outage)
            Below("outage", () => OutageSwitch.Check(outage, _doors));
        if (step.Restart?.DownFor is { } downFor)
            Below("restart", () => ServiceRestart.Check(downFor, _doors));
        if (step.ClockRate is { } rate && rate is not 0 and (< LabClock.MinRate or > LabClock.MaxRate))
            throw new RefusedException("clockRate", $"is neither 0 nor from {LabClock.MinRate} to {LabClock.MaxRate}");
    }

    private void CheckRules(IReadOnlyList<RuleSpec>? rules)
    {
        for (var i = 0; i < rules?.Count; i++)
            Below($"addRules/{i}", () => _rules.Compile(rules[i]));
    }

    private static AccountName NameOf(string text, string place) => AccountName.TryParse(text, out var name)
        ? name.Canonical
        : throw new RefusedException(place, "is no name. Write alice@vsphere.local, VSPHERE.LOCAL\\alice or alice");

    private static void RequirePassword(string? password)
    {
        if (password is { Length: 0 or > LongestPassword })
            throw new RefusedException("password", $"is empty, or has more than {LongestPassword} characters");
    }

    private void RequireRate(double? rate, string pointer)
    {
        if (rate is { } given && given is not 0 and (< LabClock.MinRate or > LabClock.MaxRate))
            throw _document.Refuse(pointer, $"is neither 0 nor from {LabClock.MinRate} to {LabClock.MaxRate}");
    }

    private void RequireRole(string role, string place)
    {
        if (_roles.Contains(role) || _directory.Roles.Find(role) is not null)
            return;
        if (_isOffline)
            _needs.Add($"role {role}");
        else
            throw new RefusedException(place, "names a role that there is not", [.. _directory.Roles.All.Select(static known => known.Name), .. _spec.Roles?.Select(static own => own.Name) ?? []]);
    }

    private void RequireUser(string user, string place)
    {
        var name = NameOf(user, place);
        if (_users.Contains(name) || (name.Domain is null && _users.Contains(AccountName.Parse($"{name.Name}@{_directory.Accounts.SsoDomain}").Canonical)) || _directory.Accounts.Find(user) is not null)
            return;
        if (_isOffline)
            _needs.Add($"user {user}");
        else
            throw new RefusedException(place, $"names the user '{user}', whom there is not", NearestNames.Find(user, _directory.Accounts.All.Select(static known => AccountText.Of(known.Account.Name))));
    }

    private void RequireGroup(string group, string place)
    {
        var name = NameOf(group, place);
        if (_groups.Contains(name) || (name.Domain is null && _groups.Contains(name with { Domain = _directory.Accounts.SsoDomain })) || GroupEntries.Find(_directory, group) is not null)
            return;
        if (_isOffline)
            _needs.Add($"group {group}");
        else
            throw new RefusedException(place, $"names the group '{group}', which there is not", NearestNames.Find(group, GroupEntries.All(_directory).Select(static known => AccountText.Of(known.Name))));
    }

    /// <summary>Checks each value of a list, and that no two have one name.</summary>
    private void Each<T>(IReadOnlyList<T>? values, string list, Func<T, string?> nameOf, Action<T> check)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values?.Count; i++)
        {
            var value = values[i];
            At($"#/{list}/{i}", () => check(value));
            if (nameOf(value) is { } name && !names.Add(name))
                throw _document.Refuse($"#/{list}/{i}", "has the name of another one above");
        }
    }

    /// <summary>Does a check whose places are below one of the document.</summary>
    private void At(string pointer, Action check)
    {
        try
        {
            check();
        }
        catch (RefusedException refused)
        {
            throw _document.Refuse(refused.Place.Length == 0 ? pointer : $"{pointer}/{refused.Place}", refused.Detail, refused.Allowed);
        }
    }

    private static void Below(string place, Action check)
    {
        try
        {
            check();
        }
        catch (RefusedException refused)
        {
            throw new RefusedException(refused.Place.Length == 0 ? place : $"{place}/{refused.Place}", refused.Detail, refused.Allowed);
        }
    }
}
