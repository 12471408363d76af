using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;

namespace VimSessionService.Admin.Routes;

/// <summary>The accounts and their locks.</summary>
internal static class UserRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapUsers(this RouteGroupBuilder routes)
    {
        routes.MapGet("/users", static (AccountDirectory accounts, AccountLocks locks) =>
                TypedResults.Json(new UserList([.. accounts.All.Select(known => ToInfo(known, locks))]), AdminJson.Default.UserList))
            .WithName("listUsers").WithSummary("The accounts.").Produces<UserList>();
        routes.MapPost("/users", CreateAsync)
            .WithName("createUser").WithSummary("Creates an account, with a role on everything if one is named.")
            .TakesBody<UserCreation>().Produces<UserInfo>(StatusCodes.Status201Created).ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapGet("/users/{name}", static (AccountDirectory accounts, AccountLocks locks, string name) => Answer(Find(accounts, name), locks))
            .WithName("getUser").WithSummary("An account, by any spelling of its name.").Produces<UserInfo>().ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPatch("/users/{name}", ChangeAsync)
            .WithName("changeUser").WithSummary("Changes the password, the full name or the groups of an account, or disables it. Its sessions stay open.")
            .TakesBody<UserChange>().Produces<UserInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapDelete("/users/{name}", static async Task<NoContent> (AccountDirectory accounts, AccountLocks locks, ITableChanges tables, HttpContext context, string name) =>
            {
                var known = Find(accounts, name);
                var isRemoved = await tables.RunAsync(
                    () =>
                    {
                        locks.Unlock(known.Account.Name);
                        return accounts.Remove(known.Account.Name);
                    },
                    context.RequestAborted);
                return isRemoved ? TypedResults.NoContent() : throw ProblemException.NotFound("user", name);
            })
            .WithName("deleteUser").WithSummary("Deletes an account. Its sessions and permissions stay.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPost("/users/{name}/lock", LockAsync)
            .WithName("lockUser").WithSummary("Locks an account: every password is refused. The client is told what it is told of a wrong password.")
            .TakesBody<UserLock>().Produces<UserInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapPost("/users/{name}/unlock", static async Task<JsonHttpResult<UserInfo>> (AccountDirectory accounts, AccountLocks locks, ITableChanges tables, HttpContext context, string name) =>
            {
                var known = Find(accounts, name);
                await tables.RunAsync(() => locks.Unlock(known.Account.Name), context.RequestAborted);
                return Answer(known, locks);
            })
            .WithName("unlockUser").WithSummary("Unlocks an account, and forgets its wrong passwords.").Produces<UserInfo>().ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapGet("/lockout", static (AccountLocks locks) => Answer(locks.Policy))
            .WithName("getLockoutPolicy").WithSummary("When accounts are locked after wrong passwords.").Produces<LockoutSetting>();
        routes.MapPut("/lockout", SetPolicyAsync)
            .WithName("setLockoutPolicy").WithSummary("Sets when accounts are locked after wrong passwords.")
            .TakesBody<LockoutSetting>().Produces<LockoutSetting>().ProducesProblems(StatusCodes.Status400BadRequest);
    }

    private static async Task<JsonHttpResult<UserInfo>> CreateAsync(ServiceDirectory directory, AccountLocks locks, ITableChanges tables, HttpContext context)
    {
        var creation = await AdminBody.ReadAsync(context, AdminJson.Default.UserCreation);
        if (!AccountName.TryParse(creation.Name, out var parsed))
            throw ProblemException.Invalid("#/name", "is no name of a user. Write alice@vsphere.local, VSPHERE.LOCAL\\alice or alice");
        var name = parsed.Canonical;
        RequirePassword(creation.Password);
        RequireGroups(creation.Groups);
        var account = new Account { Name = name, FullName = creation.FullName, Groups = creation.Groups ?? [], Password = ToStored(creation.Password) };
        await tables.RunAsync(() => Create(directory, account, creation.Role), context.RequestAborted);
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}/{Uri.EscapeDataString(AccountText.Of(name))}";
        return TypedResults.Json(ToInfo(Find(directory.Accounts, AccountText.Of(name)), locks), AdminJson.Default.UserInfo, statusCode: StatusCodes.Status201Created);
    }

    private static void Create(ServiceDirectory directory, Account account, string? roleName)
    {
        var role = roleName is null ? null : directory.Roles.Find(roleName)
            ?? throw ProblemException.Invalid("#/role", "names a role that there is not", directory.Roles.All.Select(static role => role.Name));
        if (directory.Extensions.Find(account.Name.Display) is not null)
            throw ProblemException.Invalid("#/name", "is the key of an extension");
        if (!directory.Accounts.Change(account.Name, existing => existing?.Name == account.Name ? null : account))
            throw ProblemException.Invalid("#/name", "is the name of a user that there is already");
        if (role is not null)
            directory.Permissions.Set(new PermissionEntry(account.Name, IsGroup: false, role.RoleId));
    }

    private static async Task<JsonHttpResult<UserInfo>> ChangeAsync(AccountDirectory accounts, AccountLocks locks, ITableChanges tables, HttpContext context, string name)
    {
        var change = await AdminBody.ReadAsync(context, AdminJson.Default.UserChange);
        RequirePassword(change.Password);
        RequireGroups(change.Groups);
        var stored = ToStored(change.Password);
        var known = Find(accounts, name).Account.Name;
        var isChanged = await tables.RunAsync(
            () => accounts.Change(known, account => account is null
                ? null
                : account with
                {
                    Password = stored ?? account.Password,
                    FullName = change.FullName ?? account.FullName,
                    Groups = change.Groups ?? account.Groups,
                    IsDisabled = change.Disabled ?? account.IsDisabled,
                }),
            context.RequestAborted);
        return isChanged ? Answer(Find(accounts, name), locks) : throw ProblemException.NotFound("user", name);
    }

    private static async Task<JsonHttpResult<UserInfo>> LockAsync(AccountDirectory accounts, AccountLocks locks, ITableChanges tables, HttpContext context, string name)
    {
        var duration = context.Request.ContentLength is null or 0 && !context.Request.HasJsonContentType() ? null : (await AdminBody.ReadAsync(context, AdminJson.Default.UserLock)).For;
        if (duration is { } given && (given == TimeSpan.Zero || given > LockoutPolicy.LongestTime))
            throw ProblemException.Invalid("#/for", "is zero, or longer than ten years");
        var known = Find(accounts, name);
        await tables.RunAsync(() => locks.Lock(known.Account.Name, duration), context.RequestAborted);
        return Answer(known, locks);
    }

    private static async Task<JsonHttpResult<LockoutSetting>> SetPolicyAsync(AccountLocks locks, ITableChanges tables, HttpContext context)
    {
        var setting = await AdminBody.ReadAsync(context, AdminJson.Default.LockoutSetting);
        var policy = Refusals.Answering(() => LockoutPolicy.Of(setting));
        await tables.RunAsync(() => { locks.Policy = policy; }, context.RequestAborted);
        return Answer(locks.Policy);
    }

    private static KnownAccount Find(AccountDirectory accounts, string name) => accounts.Find(name) ?? throw ProblemException.NotFound("user", name);

    private static void RequirePassword(string? password)
    {
        if (password is { Length: 0 or > 1024 })
            throw ProblemException.Invalid("#/password", "is empty, or has more than 1024 characters");
    }

    private static void RequireGroups(IReadOnlyList<string>? groups)
    {
        for (var i = 0; i < groups?.Count; i++)
        {
            if (!AccountName.TryParse(groups[i], out _))
                throw ProblemException.Invalid($"#/groups/{i}", GroupEntries.NoName);
        }
    }

    private static PlainPassword? ToStored(string? password) => password is null ? null : new PlainPassword(password);

    private static JsonHttpResult<UserInfo> Answer(KnownAccount known, AccountLocks locks) => TypedResults.Json(ToInfo(known, locks), AdminJson.Default.UserInfo);

    private static JsonHttpResult<LockoutSetting> Answer(LockoutPolicy policy) =>
        TypedResults.Json(new LockoutSetting(policy.MaxAttempts, policy.Window, policy.UnlockAfter), AdminJson.Default.LockoutSetting);

    private static UserInfo ToInfo(KnownAccount known, AccountLocks locks)
    {
        var held = locks.Of(known.Account.Name);
        return new UserInfo
        {
            Name = AccountText.Of(known.Account.Name),
            UserName = known.Identity.UserName,
            FullName = known.Identity.FullName,
            Groups = [.. known.Account.Groups.Select(static group => AccountText.Of(AccountName.Of(group)))],
            HasPassword = known.Account.Password is not null,
            Disabled = known.Account.IsDisabled,
            Locked = held.IsLocked,
            UnlocksIn = held.UnlocksIn,
            Failures = held.Failures,
        };
    }
}
