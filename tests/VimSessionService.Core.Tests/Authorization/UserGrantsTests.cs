using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

/// <summary>What a call remembers of the authorizer's answers.</summary>
public sealed class UserGrantsTests : IAuthorizer
{
    private readonly List<string> _asked = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
    {
        _asked.Add($"{user.UserName} {entity.Value}");
        if (entity.Value.StartsWith("slow", StringComparison.Ordinal))
            await Task.Yield();
        return new Grant([_asked.Count], PrivilegeSet.None);
    }

    [Fact]
    public async Task The_authorizer_is_asked_once_for_each_entity()
    {
        var grants = new UserGrants(this, new UserIdentity("joe", "joe", []), Cancel);
        string[] order = ["a", "a", "slow b", "a", "slow b", "c", "c", "a", "slow b"];
        var roles = new List<int>();
        foreach (var value in order)
            roles.AddRange((await grants.OnAsync(new ManagedObjectReference("Folder", value))).RoleIds);
        Assert.Equal(["joe a", "joe slow b", "joe c"], _asked);
        Assert.Equal([1, 1, 2, 1, 2, 3, 3, 1, 2], roles);
    }

    [Fact]
    public async Task A_call_asks_again_for_another_user_and_after_it_has_waited()
    {
        using var world = new World();
        var call = await world.LoggedInAsync();
        await AskAsync(call, call.Session.Data.User);
        await AskAsync(call, call.Session.Data.User);
        Assert.Single(_asked);
        await AskAsync(call, new UserIdentity("jim", "jim", []));
        Assert.Equal(2, _asked.Count);
        await AskAsync(call, call.Session.Data.User);
        await call.Call.RefreshAsync(world.Store);
        await AskAsync(call, call.Session.Data.User);
        Assert.Equal(["operator group-d1", "jim group-d1", "operator group-d1", "operator group-d1"], _asked);
    }

    private async Task AskAsync(LoggedIn call, UserIdentity user) => await call.Call.GrantsOf(this, user).OnAsync(World.RootFolder);
}
