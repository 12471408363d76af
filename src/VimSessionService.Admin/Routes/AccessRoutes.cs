using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Json;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;
using VimSessionService.Vim25;

namespace VimSessionService.Admin.Routes;

/// <summary>Roles, permissions and extensions.</summary>
internal static class AccessRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapAccess(this RouteGroupBuilder routes)
    {
        routes.MapGet("/roles", static (RoleDirectory roles) => TypedResults.Json(new RoleList([.. roles.All.Select(ToInfo)]), AdminJson.Default.RoleList))
            .WithName("listRoles").WithSummary("The roles, the system's first.").Produces<RoleList>();
        routes.MapPost("/roles", CreateRoleAsync)
            .WithName("createRole").WithSummary("Creates a role.")
            .TakesBody<RoleSetting>().Produces<RoleInfo>(StatusCodes.Status201Created).ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapPut("/roles/{name}", ChangeRoleAsync)
            .WithName("changeRole").WithSummary("Gives a role another name and other privileges.")
            .TakesBody<RoleSetting>().Produces<RoleInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapDelete("/roles/{name}", static async Task<NoContent> (ServiceDirectory directory, ITableChanges tables, HttpContext context, string name) =>
            {
                await tables.RunAsync(
                    () =>
                    {
                        var role = Custom(directory.Roles, name);
                        directory.Permissions.RemoveWhere(entry => entry.RoleId == role.RoleId);
                        directory.Roles.Remove(role.RoleId);
                    },
                    context.RequestAborted);
                return TypedResults.NoContent();
            })
            .WithName("deleteRole").WithSummary("Deletes a role and the permissions that grant it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapGet("/permissions", static (ServiceDirectory directory) =>
                TypedResults.Json(new PermissionList([.. directory.Permissions.All.Select(entry => ToInfo(entry, directory.Roles))]), AdminJson.Default.PermissionList))
            .WithName("listPermissions").WithSummary("The permissions.").Produces<PermissionList>();
        routes.MapPut("/permissions", SetPermissionAsync)
            .WithName("setPermission").WithSummary("Sets the permission of a user or group on an object, in the place of its own there if it has one.")
            .TakesBody<PermissionInfo>().Produces<PermissionInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict);
        routes.MapDelete("/permissions", RemovePermissionAsync)
            .WithName("deletePermission").WithSummary("Deletes the permission of a user, or with group=true of a group, on an object, which is the root folder unless one is named.")
            .TakesQuery("principal", "group", "entity").Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        routes.MapGet("/extensions", static (ExtensionDirectory extensions) => TypedResults.Json(new ExtensionList([.. extensions.All.Select(static registered => ToInfo(registered.Description))]), AdminJson.Default.ExtensionList))
            .WithName("listExtensions").WithSummary("The extensions, by key.").Produces<ExtensionList>();
        routes.MapPost("/extensions", RegisterAsync)
            .WithName("registerExtension").WithSummary("Registers an extension, which acts as an administrator.")
            .TakesBody<ExtensionInfo>().Produces<ExtensionInfo>(StatusCodes.Status201Created).ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapDelete("/extensions/{key}", static async Task<NoContent> (ExtensionDirectory extensions, ITableChanges tables, HttpContext context, string key) =>
            {
                await tables.RunAsync(
                    () =>
                    {
                        if (extensions.Find(key) is null)
                            throw ProblemException.NotFound("extension", key);
                        extensions.Unregister(key);
                    },
                    context.RequestAborted);
                return TypedResults.NoContent();
            })
            .WithName("unregisterExtension").WithSummary("Takes an extension out. Its sessions stay open.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound);
    }

    private static async Task<JsonHttpResult<RoleInfo>> CreateRoleAsync(RoleDirectory roles, ITableChanges tables, HttpContext context)
    {
        var wanted = await AdminBody.ReadAsync(context, AdminJson.Default.RoleSetting);
        var added = await tables.RunAsync(
            () =>
            {
                RequirePrivileges(roles, wanted);
                return Refusing(() => roles.Add(wanted.Name, wanted.Privileges), "#/name");
            },
            context.RequestAborted);
        return TypedResults.Json(ToInfo(added), AdminJson.Default.RoleInfo, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<RoleInfo>> ChangeRoleAsync(RoleDirectory roles, ITableChanges tables, HttpContext context, string name)
    {
        var wanted = await AdminBody.ReadAsync(context, AdminJson.Default.RoleSetting);
        var changed = await tables.RunAsync(
            () =>
            {
                var role = Custom(roles, name);
                RequirePrivileges(roles, wanted);
                return Refusing(() => roles.Update(role.RoleId, wanted.Name, wanted.Privileges).After, "#/name");
            },
            context.RequestAborted);
        return TypedResults.Json(ToInfo(changed), AdminJson.Default.RoleInfo);
    }

    private static async Task<JsonHttpResult<PermissionInfo>> SetPermissionAsync(ServiceDirectory directory, InventoryTree inventory, ITableChanges tables, HttpContext context)
    {
        var wanted = await AdminBody.ReadAsync(context, AdminJson.Default.PermissionInfo);
        var entry = await tables.RunAsync(
            () =>
            {
                var role = directory.Roles.Find(wanted.Role) ?? throw ProblemException.Invalid("#/role", "names a role that there is not", directory.Roles.All.Select(static role => role.Name));
                var principal = Refusals.Answering(() => PrincipalEntries.Find(directory, wanted.Principal, wanted.Group));
                var set = new PermissionEntry(principal, wanted.Group, role.RoleId, wanted.Propagate, EntityOf(inventory, wanted.Entity, "#/entity"));
                Refusing(() => directory.Permissions.Set(set), "#");
                return set;
            },
            context.RequestAborted);
        return TypedResults.Json(ToInfo(entry, directory.Roles), AdminJson.Default.PermissionInfo);
    }

    private static async Task<NoContent> RemovePermissionAsync(
        ServiceDirectory directory, InventoryTree inventory, ITableChanges tables, HttpContext context, string? principal, string? group, string? entity)
    {
        if (!AccountName.TryParse(principal, out _))
            throw ProblemException.Invalid("?principal", "is missing, or no name of a user or group");
        if (group is not (null or "true" or "false"))
            throw ProblemException.Invalid("?group", "is neither true nor false", ["true", "false"]);
        var reference = EntityOf(inventory, entity, "?entity");
        return await tables.RunAsync(() => Refusing(() => directory.Permissions.Remove(PrincipalEntries.Find(directory, principal!, group is "true"), group is "true", reference), "?principal"), context.RequestAborted) is not null
            ? TypedResults.NoContent()
            : throw ProblemException.NotFound("permission of", principal!);
    }

    private static async Task<JsonHttpResult<ExtensionInfo>> RegisterAsync(ExtensionDirectory extensions, ITableChanges tables, HttpContext context)
    {
        var wanted = await AdminBody.ReadAsync(context, AdminJson.Default.ExtensionInfo);
        await tables.RunAsync(
            () => Refusals.Answering(() =>
            {
                ExtensionEntries.Check(wanted);
                ExtensionEntries.Register(extensions, wanted);
                return true;
            }),
            context.RequestAborted);
        return TypedResults.Json(ToInfo(extensions.Find(wanted.Key)!.Description), AdminJson.Default.ExtensionInfo, statusCode: StatusCodes.Status201Created);
    }

    private static Role Custom(RoleDirectory roles, string name)
    {
        var role = roles.Find(name) ?? throw ProblemException.NotFound("role", name);
        return role.IsSystem ? throw ProblemException.Invalid("name", $"{role.Name} is a role of the system, which cannot be changed") : role;
    }

    private static void RequirePrivileges(RoleDirectory roles, RoleSetting wanted)
    {
        for (var i = 0; i < wanted.Privileges.Count; i++)
        {
            var id = wanted.Privileges[i];
            if (roles.Privileges.Contains(id))
                continue;
            var near = NearestNames.Find(id, roles.Privileges.All.Select(static privilege => privilege.Id));
            throw ProblemException.Invalid($"#/privileges/{i}", $"is '{id}', a privilege that there is not", near);
        }
    }

    private static ManagedObjectReference? EntityOf(InventoryTree inventory, string? value, string pointer)
    {
        if (value is null || value == inventory.Root.Reference.Value)
            return null;
        return inventory.Find(value)?.Reference ?? throw ProblemException.Invalid(pointer, $"names the object '{value}', which there is not", inventory.All.Take(20).Select(static entity => entity.Reference.Value));
    }

    private static T Refusing<T>(Func<T> act, string pointer)
    {
        try
        {
            return act();
        }
        catch (VimFaultException refused) when (refused.Fault is AuthMinimumAdminPermission)
        {
            throw ProblemException.Conflict("No administrator would be left on the root folder.", "last-administrator");
        }
        catch (VimFaultException refused)
        {
            throw ProblemException.Invalid(pointer, refused.Message);
        }
    }

    private static RoleInfo ToInfo(Role role) => new(role.RoleId, role.Name, role.IsSystem, role.SortedPrivileges());

    private static PermissionInfo ToInfo(PermissionEntry entry, RoleDirectory roles) => new()
    {
        Principal = AccountText.Of(entry.Principal),
        Group = entry.IsGroup,
        Role = roles.Find(entry.RoleId)?.Name ?? "",
        Propagate = entry.Propagate,
        Entity = entry.Entity?.Value,
    };

    private static ExtensionInfo ToInfo(Extension extension) => new()
    {
        Key = extension.Key,
        Name = extension.Description.Label,
        Version = extension.Version,
        Company = extension.Company,
        SubjectName = extension.SubjectName,
    };
}
