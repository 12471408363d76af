using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Limits;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Brings the service into the state that a scenario begins with: all of it, or nothing.</summary>
/// <param name="context">What it changes.</param>
/// <param name="actions">Adds rules and moves the clock.</param>
internal sealed class ScenarioState(ScenarioContext context, ScenarioActions actions)
{
    /// <summary>Applies a scenario that was checked.</summary>
    /// <exception cref="ScenarioException">The state of the service does not allow it. Nothing was changed but the clock.</exception>
    public void Apply(ScenarioDocument document)
    {
        var undo = new Stack<Action>();
        try
        {
            Apply(document, undo);
        }
        catch (Exception failure)
        {
            while (undo.TryPop(out var takeBack))
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
        foreach (var permission in spec.Permissions ?? [])
            directory.Permissions.Set(ToEntry(permission));
        foreach (var extension in spec.Extensions ?? [])
        {
            if (directory.Extensions.Find(extension.Key) is not null)
                directory.Extensions.Unregister(extension.Key);
            ExtensionEntries.Register(directory.Extensions, extension);
        }

        SetOptions(document, undo);
        if (spec.Clock is { Rate: 0 })
            actions.SetRate(0); // before the time is set, which it then shows exactly
        if (spec.Clock?.Time is { } time)
            context.Clock.Set(time);
        if (spec.Clock?.Rate is { } rate)
            actions.SetRate(rate);
        SetLocks(spec.Users ?? [], undo);
        var rules = context.Rules.Save();
        undo.Push(() => context.Rules.Return(rules));
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
        return new PermissionEntry(AccountName.Parse(permission.Principal).Canonical, permission.Group, context.Directory.Roles.Find(permission.Role)!.RoleId, permission.Propagate, entity);
    }

    private void SetOptions(ScenarioDocument document, Stack<Action> undo)
    {
        if (document.Spec.Options is not { } options)
            return;
        var settings = context.Limits;
        var (maxSessions, maxUserSessions, idleTimeout, maxLifetime) = (settings.MaxSessions, settings.MaxUserSessions, settings.IdleTimeout, settings.MaxLifetime);
        var (policy, message) = (context.Locks.Policy, context.Message.Text);
        undo.Push(() =>
        {
            (settings.MaxSessions, settings.MaxUserSessions, settings.IdleTimeout, settings.MaxLifetime) = (maxSessions, maxUserSessions, idleTimeout, maxLifetime);
            (context.Locks.Policy, context.Message.Text) = (policy, message);
        });
        LimitChanges.Apply(settings, options.Limits ?? new());
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
