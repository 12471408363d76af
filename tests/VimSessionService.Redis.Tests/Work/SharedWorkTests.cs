using System.Collections.Concurrent;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Work;

namespace VimSessionService.Redis.Tests.Work;

/// <summary>Replicas that die, begin and lose their engine with tasks, and what calls cost.</summary>
public sealed class SharedWorkTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Success = "<state>success</state>";

    private static readonly string Machine = WorkWorld.ValueOf("DC0_H0_VM0");
    private static readonly string Other = WorkWorld.ValueOf("DC0_H0_VM1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_whose_replica_dies_is_finished_by_another_and_waiters_are_told()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        var collector = new Collector(world[2], world.Cookie);
        await collector.CreateFilterAsync($"{Collector.Of("VirtualMachine", "snapshot")}<objectSet><obj type=\"VirtualMachine\">{Machine}</obj></objectSet>");
        var wait = collector.WaitAsync(Collector.VersionOf(await collector.CheckAsync()));
        var task = await world.BeginAsync(0, Machine, "CreateSnapshot_Task", "<name>kept</name><description>of &lt;all&gt;</description><memory>true</memory><quiesce>false</quiesce>");
        await world.KillAsync(0);
        world.Advance(0.5);
        Assert.Contains("<name>kept</name>", (await wait.WaitAsync(Cancel)).Answer, StringComparison.Ordinal);
        for (var i = 1; i < 3; i++)
        {
            Assert.Contains(Success, await world.ReadAsync(i, "Task", task, "info"), StringComparison.Ordinal);
            var snapshot = await world.ReadAsync(i, "VirtualMachine", Machine, "snapshot");
            Assert.Contains("<description>of &lt;all&gt;</description>", snapshot, StringComparison.Ordinal);
            Assert.Contains("<state>poweredOn</state>", snapshot, StringComparison.Ordinal);
        }
    }

    /// <summary>Arguments of calls are in the documents of their tasks, and may be secrets.</summary>
    [Fact]
    public async Task The_engine_has_neither_arguments_nor_values_in_plain_form()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        await world.RunAsync(0, Machine, "Rename_Task", "<newName>changed-secret</newName>");
        await world.BeginAsync(1, Other, "CreateSnapshot_Task", "<name>one</name><description>secret-argument</description><memory>false</memory><quiesce>false</quiesce>");
        var kept = await world.KeptAsync();
        Assert.Contains(kept, static field => field.StartsWith("t/", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, static text => text.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(Machine, await world.FindAsync(2, "DC0/vm/changed-secret"));
    }

    [Fact]
    public async Task Tasks_and_changes_outlive_all_replicas()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        await world.RunAsync(0, Machine, "CloneVM_Task", "<folder type=\"Folder\">" + WorkWorld.ValueOf("vm") + "</folder><name>twin</name><spec><location/><template>false</template><powerOn>true</powerOn></spec>");
        await world.RunAsync(1, Machine, "PowerOffVM_Task");
        await world.RunAsync(2, Machine, "Destroy_Task");
        var twin = await world.FindAsync(0, "DC0/vm/twin");
        var config = await world.ReadAsync(0, "VirtualMachine", twin, "config");
        var done = await world.BeginAsync(0, twin, "CreateSnapshot_Task", "<name>one</name><memory>false</memory><quiesce>false</quiesce>");
        world.Advance(1);
        var info = await world.ReadAsync(1, "Task", done, "info");
        var begun = await world.BeginAsync(2, Other, "Rename_Task", "<newName>late</newName>");
        await world.EndAsync();

        await world.StartAsync(2);
        Assert.Equal(twin, await world.FindAsync(0, "DC0/vm/twin"));
        Assert.Equal(config, await world.ReadAsync(1, "VirtualMachine", twin, "config"));
        Assert.Equal(info, await world.ReadAsync(0, "Task", done, "info"));
        Assert.Contains("ManagedObjectNotFound", await world.ReadAsync(1, "VirtualMachine", Machine, "name"), StringComparison.Ordinal);
        world.Advance(10);
        Assert.Equal(Other, await world.FindAsync(1, "DC0/vm/late"));
        Assert.Contains(Success, await world.ReadAsync(0, "Task", begun, "info"), StringComparison.Ordinal);
        Assert.DoesNotContain(await world.BeginAsync(1, Other, "PowerOffVM_Task"), (string[])[done, begun]);
    }

    [Fact]
    public async Task A_call_asks_for_changes_once_and_not_before_anything_was_ever_changed()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        var sent = new int[3];
        for (var i = 0; i < 3; i++)
        {
            var replica = i;
            world.EngineOf(i).Sending += script =>
            {
                if (ReferenceEquals(script, WorkScripts.Read))
                    Interlocked.Increment(ref sent[replica]);
            };
        }

        for (var i = 0; i < 3; i++)
            await world.TextAsync(i, Machine, "runtime.powerState");
        Assert.Equal([0, 0, 0], sent);
        await world.RunAsync(0, Machine, "PowerOffVM_Task");
        await world.TextAsync(2, Machine, "runtime.powerState");
        var before = Volatile.Read(ref sent[2]);
        await world.TextAsync(2, Machine, "runtime.powerState");
        Assert.Equal(before + 1, Volatile.Read(ref sent[2]));
    }

    /// <summary>Neither waits for the answer to the other.</summary>
    [Fact]
    public async Task The_changes_are_asked_for_in_the_round_trip_that_finds_the_session()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        await world.RunAsync(0, Machine, "PowerOffVM_Task");
        await world.TextAsync(0, Machine, "runtime.powerState");
        var sent = new ConcurrentQueue<EngineScript>();
        world.EngineOf(0).Sending = sent.Enqueue;
        var call = world.TextAsync(0, Machine, "runtime.powerState");
        Assert.Equal([WorkScripts.Read, SessionScripts.EnterKnown], sent.Where(static script => script == WorkScripts.Read || script == SessionScripts.EnterKnown));
        await call;
        world.EngineOf(0).Sending = null;
    }

    [Fact]
    public async Task An_engine_that_has_lost_the_changes_is_given_them_again()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        await world.RunAsync(0, Machine, "PowerOffVM_Task");
        await world.TextAsync(2, Machine, "runtime.powerState");
        await world.LoseAsync();
        Assert.Equal("poweredOff", await world.TextAsync(1, Machine, "runtime.powerState"));
        await world.StartAsync(1);
        Assert.Equal("poweredOff", await world.TextAsync(3, Machine, "runtime.powerState"));
        Assert.Contains(Success, await world.RunAsync(3, Machine, "PowerOnVM_Task"), StringComparison.Ordinal);
        Assert.Equal("poweredOn", await world.TextAsync(2, Machine, "runtime.powerState"));
    }

    [Fact]
    public async Task Who_is_far_behind_reads_everything_and_who_is_a_little_behind_what_has_changed()
    {
        await using var world = await WorkWorld.StartAsync(server.Address);
        for (var i = 0; i < 25; i++)
            await world.RunAsync(0, Machine, "ReconfigVM_Task", $"<spec><annotation>note {i}</annotation></spec>");
        var late = world.Count;
        await world.StartAsync(1);
        Assert.Equal("note 24", await world.TextAsync(late, Machine, "config.annotation"));
        await world.RunAsync(late, Machine, "ReconfigVM_Task", "<spec><annotation>last</annotation></spec>");
        for (var i = 0; i <= late; i++)
            Assert.Equal("last", await world.TextAsync(i, Machine, "config.annotation"));
    }
}
