using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

/// <summary>The answers of the built-in authorizer, which gives them at once.</summary>
internal static class AuthorizerAnswers
{
    public static bool HasPrivilege(this InventoryAuthorizer authorizer, Session session, ManagedObjectReference entity, string privilegeId) =>
        Now(authorizer.HasPrivilegeAsync(session.Data, entity, privilegeId, TestContext.Current.CancellationToken));

    public static bool HasAccess(this InventoryAuthorizer authorizer, UserIdentity user) =>
        Now(authorizer.HasAccessAsync(user, World.RootFolder, TestContext.Current.CancellationToken));

    private static T Now<T>(ValueTask<T> answer)
    {
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }
}
