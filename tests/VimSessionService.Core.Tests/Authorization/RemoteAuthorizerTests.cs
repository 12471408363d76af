using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

/// <summary>Another server decides about users whom no permission reaches, and is asked no more than needed.</summary>
public sealed class RemoteAuthorizerTests : IDisposable
{
    private static readonly UserIdentity Admin = new(@"VSPHERE.LOCAL\Administrator", "", []);
    private static readonly UserIdentity Shut = new("shut", "", []);
    private static readonly UserIdentity Below = new("below", "", []);
    private static readonly UserIdentity Ada = new(@"EXAMPLE.COM\ada", "", [@"EXAMPLE.COM\operators"]);

    private readonly FakeTimeProvider _time = new();
    private readonly InventoryTree _inventory = new(World.RootFolder, "Datacenters");
    private readonly ServiceDirectory _directory;
    private readonly InventoryAuthorizer _permissions;
    private readonly Answers _answers = new();

    public RemoteAuthorizerTests()
    {
        var folder = new ManagedObjectReference("Folder", "group-d2");
        _inventory.Add(folder, World.RootFolder, "lab");
        _directory = new ServiceDirectory(
            _time,
            [],
            [
                new PermissionEntry(AccountName.Parse("Administrator@vsphere.local"), IsGroup: false, RoleId: -1),
                new PermissionEntry(AccountName.Parse("shut"), IsGroup: false, RoleId: SystemRoles.NoAccess.RoleId),
                new PermissionEntry(AccountName.Parse("below"), IsGroup: false, RoleId: -1) { Entity = folder },
            ]);
        _permissions = new InventoryAuthorizer(_directory, _inventory);
        _answers.Answer = (_, _) => new(_directory.Roles.GrantOf([SystemRoles.ReadOnly], []));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _permissions.Dispose();

    [Fact]
    public async Task Whom_a_permission_reaches_nobody_is_asked_about()
    {
        using var authorizer = Authorizer();

        Assert.Equal([-1], (await authorizer.GrantOfAsync(Admin, World.RootFolder, Cancel)).RoleIds);
        Assert.Equal([SystemRoles.NoAccess.RoleId], (await authorizer.GrantOfAsync(Shut, World.RootFolder, Cancel)).RoleIds);
        Assert.Equal([-1], (await authorizer.GrantOfAsync(new UserIdentity("x", "", []) { RoleId = -1 }, World.RootFolder, Cancel)).RoleIds);
        Assert.Equal(0, _answers.Count);
    }

    [Fact]
    public async Task A_permission_below_the_object_does_not_take_away_what_the_other_server_grants()
    {
        using var authorizer = Authorizer();

        Assert.Equal([-2], (await authorizer.GrantOfAsync(Below, World.RootFolder, Cancel)).RoleIds);
        _answers.Answer = (_, _) => new(Grant.None);
        Assert.Equal([SystemRoles.View.RoleId], (await authorizer.GrantOfAsync(Below with { FullName = "again" }, World.RootFolder, Cancel)).RoleIds);
    }

    [Fact]
    public async Task An_answer_holds_for_its_user_and_object_and_thirty_seconds()
    {
        using var authorizer = Authorizer();

        await authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal([-2], (await authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel)).RoleIds);
        Assert.Equal([-2], (await authorizer.GrantOfAsync(Ada with { Groups = [.. Ada.Groups] }, World.RootFolder, Cancel)).RoleIds);
        Assert.Equal(1, _answers.Count);
        await authorizer.GrantOfAsync(Ada, new ManagedObjectReference("Folder", "group-d2"), Cancel);
        await authorizer.GrantOfAsync(Ada with { Groups = [] }, World.RootFolder, Cancel);
        Assert.Equal(3, _answers.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        _answers.Answer = (_, _) => new(Grant.None);
        Assert.Empty((await authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel)).RoleIds);
    }

    [Fact]
    public async Task A_failure_fails_the_question_and_is_not_remembered()
    {
        using var authorizer = Authorizer();
        var good = _answers.Answer;
        _answers.Answer = static (_, _) => throw new InvalidOperationException("it is down");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel));
        _answers.Answer = good;
        Assert.Equal([-2], (await authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel)).RoleIds);
    }

    [Fact]
    public async Task A_question_that_takes_too_long_fails()
    {
        using var authorizer = Authorizer();
        _answers.Answer = static async (_, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return Grant.None;
        };

        var asking = authorizer.GrantOfAsync(Ada, World.RootFolder, Cancel).AsTask();
        await _answers.Asked.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains(@"what EXAMPLE.COM\ada may do", (await Assert.ThrowsAsync<TimeoutException>(() => asking)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_about_one_user_leave_room_for_others()
    {
        using var authorizer = new RemoteAuthorizer(_permissions, _answers, new RemoteGrantLimits { Concurrency = 8, Waiting = 3 }, _time);
        var open = new TaskCompletionSource();
        _answers.Answer = async (user, _) =>
        {
            if (user == Ada)
                await open.Task;
            return Grant.None;
        };

        var asking = Enumerable.Range(0, 6).Select(i => authorizer.GrantOfAsync(Ada, new ManagedObjectReference("Folder", $"group-d{i}"), Cancel).AsTask()).ToList();
        await Assert.ThrowsAsync<ServiceBusyException>(async () => await await Task.WhenAny(asking)); // two are asked, three wait, the sixth is refused
        await authorizer.GrantOfAsync(Ada with { UserName = "bob" }, World.RootFolder, Cancel);
        open.SetResult();
        await Task.WhenAll(asking.Where(static task => !task.IsFaulted));
    }

    [Fact]
    public void Roles_and_privileges_are_granted_together_and_what_does_not_exist_is_not()
    {
        var grant = _directory.Roles.GrantOf([SystemRoles.ReadOnly], ["Sessions.TerminateSession", "None.Such"]);

        Assert.Equal([-2], grant.RoleIds);
        Assert.Equal(["Sessions.TerminateSession", "System.Anonymous", "System.Read", "System.View"], grant.Privileges.Order(StringComparer.Ordinal));
        Assert.Equal(["Sessions.TerminateSession", "System.Anonymous", "System.Read", "System.View"], _directory.Roles.GrantOf([], ["Sessions.TerminateSession"]).Privileges.Order(StringComparer.Ordinal));
    }

    private RemoteAuthorizer Authorizer() => new(_permissions, _answers, new RemoteGrantLimits(), _time);

    /// <summary>The other server.</summary>
    private sealed class Answers : IAuthorizer
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<UserIdentity, CancellationToken, ValueTask<Grant>> Answer { get; set; } = static (_, _) => new(Grant.None);

        public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            var answer = Answer(user, cancellationToken);
            Asked.TrySetResult();
            return await answer;
        }
    }
}
