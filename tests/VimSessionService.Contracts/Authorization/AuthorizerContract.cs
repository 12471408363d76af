using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Contracts.Authorization;

/// <summary>What every <see cref="IAuthorizer"/> does.</summary>
public abstract class AuthorizerContract : IAsyncLifetime
{
    /// <summary>The root folder.</summary>
    protected static readonly ManagedObjectReference Root = new("Folder", "group-d1");

    /// <summary>The authorizer.</summary>
    protected IAuthorizer Authorizer { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Makes an authorizer by which on <see cref="Root"/> the user <c>reader</c> has System.View and System.Read, the group <c>admins</c> has
    /// Sessions.TerminateSession as well, and nobody else has anything; it is disposed of after the test if it can be.
    /// </summary>
    protected abstract IAuthorizer CreateAuthorizer();

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Authorizer = CreateAuthorizer();
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Authorizer is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Authorizer as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_user_holds_what_is_given_and_nothing_else()
    {
        var grant = await Authorizer.GrantOfAsync(User("reader"), Root, Cancel);
        Assert.True(grant.Privileges.Contains(Privileges.SystemView));
        Assert.True(grant.Privileges.Contains(Privileges.SystemRead));
        Assert.False(grant.Privileges.Contains(Privileges.SessionsTerminateSession));
        Assert.NotEmpty(grant.RoleIds);
    }

    [Fact]
    public async Task A_member_of_a_group_holds_what_the_group_does()
    {
        var grant = await Authorizer.GrantOfAsync(User("joe", "staff", "admins"), Root, Cancel);
        Assert.True(grant.Privileges.Contains(Privileges.SystemView));
        Assert.True(grant.Privileges.Contains(Privileges.SessionsTerminateSession));
    }

    [Fact]
    public async Task Whoever_is_not_known_holds_nothing()
    {
        var grant = await Authorizer.GrantOfAsync(User("stranger", "staff"), Root, Cancel);
        Assert.Empty(grant.RoleIds);
        Assert.Empty(grant.Privileges);
    }

    [Fact]
    public async Task Answers_are_right_when_many_ask_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () => (await Authorizer.GrantOfAsync(i % 2 == 0 ? User("reader") : User($"stranger {i}"), Root, Cancel)).Privileges.Contains(Privileges.SystemRead),
            Cancel)));
        Assert.All(answers.Index(), static answer => Assert.Equal(answer.Index % 2 == 0, answer.Item));
    }

    [Fact]
    public async Task Who_somebody_is_does_not_depend_on_the_object_that_says_so()
    {
        // A store on another machine gives another object for each call.
        for (var i = 0; i < 3; i++)
            Assert.True((await Authorizer.GrantOfAsync(User("joe", "admins"), Root, Cancel)).Privileges.Contains(Privileges.SessionsTerminateSession));
        Assert.False((await Authorizer.GrantOfAsync(User("joe"), Root, Cancel)).Privileges.Contains(Privileges.SystemView));
    }

    /// <summary>A user.</summary>
    protected static UserIdentity User(string name, params string[] groups) => new(name, name, groups);
}
