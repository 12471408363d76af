using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Changes;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Tables;

/// <summary>What holds of changes of tables, wherever these are.</summary>
public abstract class TableChangesContract : IAsyncLifetime
{
    private static readonly UserIdentity Alice = new("alice", "alice", []);
    private static readonly ManagedObjectReference Root = new("Folder", "group-d1");

    private OwnTables? _tables;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OwnTables Of => _tables!;

    public async ValueTask InitializeAsync() => _tables = (OwnTables)await BeginAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    private (GrantedChanges Changes, SlowAuthorizer Plug) Granted()
    {
        var plug = new SlowAuthorizer(Of.Directory.Roles);
        return (new GrantedChanges(Of.Changes, plug, new InventoryAuthorizer(Of.Directory, new InventoryTree(Root, "Datacenters")), Of.Directory.Roles), plug);
    }

    /// <summary>The tables of a service that has begun.</summary>
    protected abstract ValueTask<object> BeginAsync();

    protected virtual ValueTask EndAsync() => default;

    [Fact]
    public async Task A_change_is_in_force_when_it_returns_and_gives_its_result()
    {
        var role = await Of.Changes.RunAsync(() => Of.Directory.Roles.Add("Watcher", ["System.View"]), Cancel);
        Assert.Equal("Watcher", Of.Directory.Roles.Find(role.RoleId)!.Name);
        await Of.ChangeAsync(() => Of.Message.Text = "hello");
        Assert.Equal("hello", Of.Message.Text);
        await Of.ChangeAsync(() => Of.Set("mail.smtp.port", 2525));
        Assert.Equal(2525, Of.Value("mail.smtp.port"));
    }

    [Fact]
    public async Task A_change_sees_what_it_has_changed()
    {
        var seen = await Of.Changes.RunAsync(
            () =>
            {
                Of.Message.Text = "first";
                var role = Of.Directory.Roles.Add("Watcher", ["System.View"]);
                Of.Directory.Roles.Update(role.RoleId, "Guard", ["System.View"]);
                Of.Set("config.own", "x");
                return (Of.Message.Text, Of.Directory.Roles.Find(role.RoleId)!.Name, Of.Value("config.own"));
            },
            Cancel);
        Assert.Equal(("first", "Guard", "x"), seen);
    }

    [Fact]
    public async Task What_was_changed_before_a_fault_stays_changed()
    {
        var fault = await Assert.ThrowsAsync<VimFaultException>(async () => await Of.ChangeAsync(() =>
        {
            Of.Directory.Roles.Add("Watcher", ["System.View"]);
            Of.Directory.Roles.Add("watcher", ["System.View"]);
        }));
        Assert.IsType<AlreadyExists>(fault.Fault);
        Assert.NotNull(Of.Directory.Roles.Find("Watcher"));
    }

    [Fact]
    public async Task What_follows_a_change_is_done_once_when_the_change_is_in_force_also_after_a_fault()
    {
        var seen = new List<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Of.Changes.RunAsync<int>(
            then =>
            {
                Of.Message.Text = "changed";
                then.Add(() => seen.Add(Of.Message.Text));
                then.Add(() => seen.Add("second"));
                throw new InvalidOperationException();
            },
            Cancel));
        Assert.Equal(["changed", "second"], seen);
    }

    [Fact]
    public async Task Changes_are_made_one_after_the_other_though_they_wait()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            async () => await Of.Changes.RunAsync(
                async then =>
                {
                    var before = Of.Message.Text;
                    await Task.Yield();
                    Of.Message.Text = before + "x";
                    return before;
                },
                Cancel),
            Cancel)));
        Assert.Equal(new string('x', 20), Of.Message.Text);
    }

    [Fact]
    public async Task While_a_plug_says_what_a_caller_holds_other_changes_are_made()
    {
        var (granted, plug) = Granted();
        plug.IsSlow = true;
        var slow = Task.Run(async () => await granted.RunAsync(Alice, Root, (own, _) => Of.Message.Text += own.RoleIds[0], Cancel), Cancel);
        await plug.Asked.WaitAsync(Cancel);
        for (var i = 0; i < 3; i++)
            await Of.ChangeAsync(() => Of.Message.Text += "x").AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(slow.IsCompleted);
        plug.Answer.Release();
        await slow;
        Assert.Equal("xxx-1", Of.Message.Text);
    }

    [Fact]
    public async Task Who_lost_a_permission_or_a_privilege_while_a_plug_was_asked_makes_no_change_with_it()
    {
        var (granted, plug) = Granted();
        var role = await Of.Changes.RunAsync(() => Of.Directory.Roles.Add("Herald", ["Sessions.GlobalMessage"]), Cancel);
        plug.RoleId = role.RoleId;
        plug.IsSlow = true;
        var seen = new List<bool>();
        var slow = Task.Run(async () => await granted.RunAsync(Alice, Root, (own, _) => seen.Add(own.Privileges.Contains("Sessions.GlobalMessage")), Cancel), Cancel);
        foreach (var change in new Action[]
        {
            () => Of.Directory.Permissions.Set(new PermissionEntry(AccountName.Parse("alice"), IsGroup: false, SystemRoles.ReadOnly.RoleId)),
            () => Of.Directory.Roles.Update(role.RoleId, "Herald", ["System.View"]),
            () => Of.Directory.Roles.Add("Another", ["System.View"]), // which does not concern the caller
        })
        {
            await plug.Asked.WaitAsync(Cancel);
            await Of.ChangeAsync(change);
            plug.Answer.Release();
        }

        await slow;
        Assert.Equal([false], seen);
        Assert.Equal(3, plug.Count);
    }

    [Fact]
    public async Task While_what_follows_a_change_is_done_other_changes_are_made_and_what_follows_them_keeps_the_order()
    {
        using var begun = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var done = new List<string>();
        var first = ChangeAsync(then => then.Add(() =>
        {
            begun.Release();
            go.Wait(Cancel);
            done.Add("first");
        }));
        await begun.WaitAsync(Cancel);
        await Of.ChangeAsync(() => Of.Message.Text += "x").AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        using var made = new SemaphoreSlim(0);
        var second = ChangeAsync(then =>
        {
            then.Add(() => done.Add("second"));
            made.Release();
        });
        await made.WaitAsync(Cancel);
        await Of.ChangeAsync(() => Of.Message.Text += "x").AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(first.IsCompleted || second.IsCompleted);
        go.Release();
        await Task.WhenAll(first, second);
        Assert.Equal(["first", "second"], done);

        Task ChangeAsync(Action<FollowUps> change) => Task.Run(
            async () => await Of.Changes.RunAsync(
                then =>
                {
                    change(then);
                    return new ValueTask<int>(0);
                },
                Cancel),
            Cancel);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_one()
    {
        Assert.Equal(7, await Of.Changes.RunAsync(static () => 7, Cancel));
        Assert.Equal("", Of.Message.Text);
    }
}

/// <summary>A plug that says when it is asked, and answers when it may.</summary>
internal sealed class SlowAuthorizer(RoleDirectory roles) : IAuthorizer
{
    public SemaphoreSlim Asked { get; } = new(0);

    public SemaphoreSlim Answer { get; } = new(0);

    public bool IsSlow { get; set; }

    public int RoleId { get; set; } = SystemRoles.Admin.RoleId;

    public int Count { get; private set; }

    public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
    {
        Count++;
        var grant = Grant.Of(roles.Find(RoleId)!);
        if (IsSlow)
        {
            Asked.Release();
            await Answer.WaitAsync(cancellationToken);
        }

        return grant;
    }
}

public sealed class MemoryTableChangesTests : TableChangesContract
{
    protected override ValueTask<object> BeginAsync() => new(new OwnTables(TimeProvider.System));
}

public abstract class EngineTableChangesContract(IEngineServer server) : TableChangesContract
{
    private readonly TableWorld _world = new(server.Address);

    protected override async ValueTask<object> BeginAsync() => (await _world.JoinAsync()).Tables;

    protected override ValueTask EndAsync() => _world.DisposeAsync();
}

public sealed class RedisTableChangesTests(RedisServer server) : EngineTableChangesContract(server), IClassFixture<RedisServer>;

public sealed class GarnetTableChangesTests(GarnetServer server) : EngineTableChangesContract(server), IClassFixture<GarnetServer>;
