using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Brings the service into the state that scenarios begin with: all of it, or nothing.</summary>
/// <param name="context">What they change.</param>
/// <param name="actions">Adds rules and moves the clock.</param>
/// <param name="rules">Checks rules.</param>
internal sealed class ScenarioState(ScenarioContext context, ScenarioActions actions, RuleCompiler rules)
{
    private readonly Stack<Action> _undo = new();

    /// <summary>Checks a scenario and applies it, after those that were applied by the same object.</summary>
    /// <exception cref="ScenarioException">
    /// It cannot be used, or the state of the service does not allow it. Nothing is changed, not by the ones before either; only what has expired while the clock was ahead stays so.
    /// </exception>
    public void Apply(ScenarioDocument document)
    {
        try
        {
            ScenarioCheck.Against(document, context, rules);
            Apply(document, _undo);
        }
        catch (Exception failure)
        {
            while (_undo.TryPop(out var takeBack))
                takeBack();
            throw failure switch
            {
                RefusedException refused => document.Refuse("#", refused.Detail, refused.Allowed),
                VimFaultException refused => document.Refuse("#", $"cannot be applied: {refused.Message}"),
                _ => failure,
            };
        }
    }

    private void Apply(ScenarioDocument document, Stack<Action> undo)
    {
        var (spec, directory) = (document.Spec, context.Directory);
        var before = directory.State;
        undo.Push(() => directory.Return(before));
        foreach (var role in spec.Roles ?? [])
            SetRole(directory.Roles, role);
        foreach (var user in spec.Users ?? [])
            SetUser(user);
        GroupSetting[] groups = [.. spec.Groups ?? []];
        AccountName[] names = [.. groups.Select(group => GroupEntries.NameOf(directory, group.Name, "name"))];
        for (var i = 0; i < groups.Length; i++)
            GroupEntries.Put(directory, names[i], new GroupSetting { Name = groups[i].Name }); // all are there before one is in another
        for (var i = 0; i < groups.Length; i++)
            SetGroup(document, $"#/groups/{i}", names[i], groups[i]);
        foreach (var permission in spec.Permissions ?? [])
            directory.Permissions.Set(ToEntry(permission));
        foreach (var extension in spec.Extensions ?? [])
        {
            if (directory.Extensions.Find(extension.Key) is not null)
                directory.Extensions.Unregister(extension.Key);
            ExtensionEntries.Register(directory.Extensions, extension);
        }

        SetOptions(document, undo);
        if (spec.Clock is not null)
        {
            var clock = context.Clock.Save();
            undo.Push(() => context.Clock.Return(clock));
        }

        if (spec.Clock is { Rate: 0 })
            actions.SetRate(0); // before the time is set, which it then shows exactly
        if (spec.Clock?.Time is { } time)
            context.Clock.Set(time);
        if (spec.Clock?.Rate is { } rate)
            actions.SetRate(rate);
        SetLocks(spec.Users ?? [], undo);
        var rulesBefore = context.Rules.Cell.Current;
        undo.Push(() => context.Rules.Return(rulesBefore));
        foreach (var rule in spec.Rules ?? [])
            actions.Put(rule);
        foreach (var outage in spec.Outages ?? [])
        {
            var begun = context.Outages.Start(outage);
            undo.Push(() => context.Outages.Stop(begun.Id));
        }
    }

    private static void SetRole(RoleDirectory roles, RoleSetting role)
    {
        if (roles.Find(role.Name) is { } known)
            roles.Update(known.RoleId, role.Name, role.Privileges);
        else
            roles.Add(role.Name, role.Privileges);
    }

    private void SetGroup(ScenarioDocument document, string pointer, AccountName name, GroupSetting group)
    {
        try
        {
            GroupEntries.Put(context.Directory, name, group);
        }
        catch (RefusedException refused)
        {
            throw document.Refuse(refused.Place.Length == 0 ? pointer : $"{pointer}/{refused.Place}", refused.Detail, refused.Allowed);
        }
    }

    private void SetUser(ScenarioUser user)
    {
        var directory = context.Directory;
        var name = directory.Accounts.Find(user.Name)?.Account.Name ?? AccountName.Parse(user.Name).Canonical;
        directory.Accounts.Change(name, known => (known ?? new Account { Name = name }) with
        {
            FullName = user.FullName ?? known?.FullName,
            Groups = user.Groups ?? known?.Groups ?? [],
            Password = user.Password is { } password ? new PlainPassword(password) : known?.Password,
            IsDisabled = user.Disabled ?? known?.IsDisabled ?? false,
        });
        if (user.Role is { } role)
            directory.Permissions.Set(new PermissionEntry(name, IsGroup: false, directory.Roles.Find(role)!.RoleId));
    }

    private PermissionEntry ToEntry(PermissionInfo permission)
    {
        var entity = permission.Entity is { } value && value != context.Inventory.Root.Reference.Value ? context.Inventory.Find(value)!.Reference : null;
        return new PermissionEntry(PrincipalEntries.Find(context.Directory, permission.Principal, permission.Group), permission.Group, context.Directory.Roles.Find(permission.Role)!.RoleId, permission.Propagate, entity);
    }

    private void SetOptions(ScenarioDocument document, Stack<Action> undo)
    {
        if (document.Spec.Options is not { } options)
            return;
        var limits = context.Limits.Current;
        var (policy, message) = (context.Locks.Policy, context.Message.Text);
        undo.Push(() =>
        {
            if (options.Limits is not null)
                context.Limits.Restore(limits);
            (context.Locks.Policy, context.Message.Text) = (policy, message);
        });
        context.Limits.Apply(options.Limits ?? new());
        context.Locks.Policy = options.Lockout is { } lockout ? LockoutPolicy.Of(lockout) : policy;
        context.Message.Text = options.Message ?? message;
        var changes = SettingValues.Read(document, context.Settings);
        var values = SettingValues.Before(context.Settings, changes);
        context.Settings.Update(changes);
        undo.Push(() => context.Settings.Update(values));
    }

    private void SetLocks(IReadOnlyList<ScenarioUser> users, Stack<Action> undo)
    {
        var locks = context.Locks.Save();
        undo.Push(() => context.Locks.Restore(locks));
        foreach (var user in users)
        {
            var name = context.Directory.Accounts.Find(user.Name)!.Account.Name;
            if (user.Locked is true)
                context.Locks.Lock(name, null);
            else if (user.Locked is false)
                context.Locks.Unlock(name);
        }
    }
}
