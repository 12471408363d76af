using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Accounts;
using VimSessionService.Vim25;

namespace VimSessionService.Admin.Routes;

/// <summary>The groups.</summary>
internal static class GroupRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapGroups(this RouteGroupBuilder routes)
    {
        routes.MapGet("/groups", static (ServiceDirectory directory) => TypedResults.Json(new GroupList([.. GroupEntries.All(directory).Select(ToInfo)]), AdminJson.Default.GroupList))
            .WithName("listGroups").WithSummary("The groups: those of accounts, those that were created, and those that permissions name.").Produces<GroupList>();
        routes.MapPost("/groups", CreateAsync)
            .WithName("createGroup").WithSummary("Creates a group, with a role on everything if one is named.")
            .TakesBody<GroupSetting>().Produces<GroupInfo>(StatusCodes.Status201Created).ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapGet("/groups/{name}", static (ServiceDirectory directory, string name) => TypedResults.Json(InfoOf(directory, Find(directory, name)), AdminJson.Default.GroupInfo))
            .WithName("getGroup").WithSummary("A group, by any spelling of its name.").Produces<GroupInfo>().ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPatch("/groups/{name}", ChangeAsync)
            .WithName("changeGroup").WithSummary("Changes who is in a group. What its members may do by it changes for their sessions too.")
            .TakesBody<GroupChange>().Produces<GroupInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapDelete("/groups/{name}", static async Task<NoContent> (ServiceDirectory directory, ITableChanges tables, HttpContext context, string name) =>
            {
                await tables.RunAsync(() => Remove(directory, Find(directory, name)), context.RequestAborted);
                return TypedResults.NoContent();
            })
            .WithName("deleteGroup").WithSummary("Deletes a group and its permissions. Its members stay.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<JsonHttpResult<GroupInfo>> CreateAsync(ServiceDirectory directory, ITableChanges tables, HttpContext context)
    {
        var wanted = await AdminBody.ReadAsync(context, AdminJson.Default.GroupSetting);
        var name = await tables.RunAsync(() => Refusals.Answering(() => GroupEntries.Create(directory, wanted)), context.RequestAborted);
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}/{Uri.EscapeDataString(AccountText.Of(name))}";
        return TypedResults.Json(InfoOf(directory, name), AdminJson.Default.GroupInfo, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<GroupInfo>> ChangeAsync(ServiceDirectory directory, ITableChanges tables, HttpContext context, string name)
    {
        var change = await AdminBody.ReadAsync(context, AdminJson.Default.GroupChange);
        var changed = await tables.RunAsync(
            () => Refusals.Answering(() =>
            {
                var group = Find(directory, name);
                GroupEntries.Change(directory, group, change);
                return group;
            }),
            context.RequestAborted);
        return TypedResults.Json(InfoOf(directory, changed), AdminJson.Default.GroupInfo);
    }

    private static void Remove(ServiceDirectory directory, AccountName group)
    {
        try
        {
            directory.Groups.Remove(group);
        }
        catch (VimFaultException refused) when (refused.Fault is AuthMinimumAdminPermission)
        {
            throw ProblemException.Conflict("No administrator would be left on the root folder.", "last-administrator");
        }
    }

    private static AccountName Find(ServiceDirectory directory, string name) => GroupEntries.Find(directory, name) ?? throw ProblemException.NotFound("group", name);

    private static GroupInfo InfoOf(ServiceDirectory directory, AccountName group) => ToInfo(directory.Groups.MembersOf([group])[0]);

    private static GroupInfo ToInfo(GroupMembers group) => new(AccountText.Of(group.Name), [.. group.Members.Select(AccountText.Of)], [.. group.MemberGroups.Select(AccountText.Of)]);
}
