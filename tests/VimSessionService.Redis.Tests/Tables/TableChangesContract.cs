using VimSessionService.Core.Tables;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Tables;

/// <summary>What holds of changes of tables, wherever these are.</summary>
public abstract class TableChangesContract : IAsyncLifetime
{
    private OwnTables? _tables;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OwnTables Of => _tables!;

    public async ValueTask InitializeAsync() => _tables = (OwnTables)await BeginAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
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
    public async Task A_change_that_changes_nothing_is_one()
    {
        Assert.Equal(7, await Of.Changes.RunAsync(static () => 7, Cancel));
        Assert.Equal("", Of.Message.Text);
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
