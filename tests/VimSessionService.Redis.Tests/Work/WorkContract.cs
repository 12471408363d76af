using System.Text.RegularExpressions;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Work;

/// <summary>What holds of tasks and of what they change of an inventory, in one service and over replicas: each call may go to another one.</summary>
public abstract class WorkContract(string? address)
{
    private const string Success = "<state>success</state>";

    private static readonly string Machine = WorkWorld.ValueOf("DC0_H0_VM0");
    private static readonly string Other = WorkWorld.ValueOf("DC0_H0_VM1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<WorkWorld> StartAsync() => WorkWorld.StartAsync(address);

    [Fact]
    public async Task A_task_and_what_it_changes_are_the_same_at_each()
    {
        await using var world = await StartAsync();
        var task = await world.BeginAsync(0, Machine, "PowerOffVM_Task");
        world.Advance(0.25);
        for (var i = 0; i < 3; i++)
        {
            var info = await world.ReadAsync(i, "Task", task, "info");
            Assert.Contains("<state>running</state>", info, StringComparison.Ordinal);
            Assert.Contains("<progress>40</progress>", info, StringComparison.Ordinal);
            Assert.Contains($"<entity type=\"VirtualMachine\">{Machine}</entity>", info, StringComparison.Ordinal);
            Assert.Equal("poweredOn", await world.TextAsync(i, Machine, "runtime.powerState"));
            Assert.Contains($">{task}<", await world.ReadAsync(i, "TaskManager", "TaskManager", "recentTask"), StringComparison.Ordinal);
            Assert.Contains($">{task}<", await world.ReadAsync(i, "VirtualMachine", Machine, "recentTask"), StringComparison.Ordinal);
        }

        world.Advance(0.25);
        var infos = new HashSet<string>();
        for (var i = 2; i >= 0; i--)
        {
            infos.Add(await world.ReadAsync(i, "Task", task, "info"));
            Assert.Equal("poweredOff", await world.TextAsync(i, Machine, "runtime.powerState"));
            Assert.Equal("poweredOff", await world.TextAsync(i, Machine, "summary.runtime.powerState"));
        }

        Assert.Contains(Success, Assert.Single(infos), StringComparison.Ordinal);
        Assert.Contains("InvalidPowerState", await world.RunAsync(1, Machine, "PowerOffVM_Task"), StringComparison.Ordinal);
        Assert.Contains(Success, await world.RunAsync(2, Machine, "PowerOnVM_Task"), StringComparison.Ordinal);
        Assert.Equal("poweredOn", await world.TextAsync(1, Machine, "runtime.powerState"));
    }

    [Fact]
    public async Task Of_tasks_about_one_machine_that_begin_at_once_there_is_one_and_of_others_none_is_lost()
    {
        await using var world = await StartAsync();
        var begun = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => world.CallAsync(i % 3, "VirtualMachine", Machine, "ReconfigVM_Task", $"<spec><annotation>note {i}</annotation></spec>")));
        Assert.Single(begun, static answer => answer.Contains("<returnval type=\"Task\">", StringComparison.Ordinal));
        Assert.Equal(11, begun.Count(static answer => answer.Contains("TaskInProgress", StringComparison.Ordinal)));
        world.Advance(1);
        var note = Array.FindIndex(begun, static answer => answer.Contains("<returnval", StringComparison.Ordinal));
        Assert.Equal($"note {note}", await world.TextAsync(note + 1, Machine, "config.annotation"));

        for (var round = 0; round < 4; round++)
        {
            var clones = await Task.WhenAll(
                world.BeginAsync(0, Machine, "CloneVM_Task", Clone($"twin-{round}-0")),
                world.BeginAsync(1, Other, "CloneVM_Task", Clone($"twin-{round}-1")),
                world.BeginAsync(2, WorkWorld.ValueOf("DC0_C0_RP0_VM0"), "CloneVM_Task", Clone($"twin-{round}-2")));
            Assert.Equal(3, clones.Distinct().Count());
            world.Advance(1);
        }

        var values = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var children = await world.ReadAsync(i, "Folder", WorkWorld.ValueOf("vm"), "childEntity");
            for (var round = 0; round < 4; round++)
            {
                for (var k = 0; k < 3; k++)
                {
                    var value = await world.FindAsync(i, $"DC0/vm/twin-{round}-{k}");
                    Assert.Contains($">{value}<", children, StringComparison.Ordinal);
                    values.Add(value);
                }
            }
        }

        Assert.Equal(12, values.Count);
    }

    [Fact]
    public async Task Of_changes_of_one_value_at_once_none_is_lost()
    {
        await using var world = await StartAsync();
        var machine = new ManagedObjectReference("VirtualMachine", Machine);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            async () =>
            {
                var parts = world[i % 3].Get<ServiceObjects>().Served!;
                await parts.Work.RunAsync(
                    () =>
                    {
                        var before = DynamicMembers.Field(parts.Edits.Read(machine, "config"), "annotation") as string ?? "";
                        parts.Edits.Set(machine, "config.annotation", before.Length < 24 ? before.PadLeft(before.Length + 1, 'x') : before);
                        return true;
                    },
                    Cancel);
            },
            Cancel)));
        for (var i = 0; i < 3; i++)
            Assert.Equal(new string('x', 24), await world.TextAsync(i, Machine, "config.annotation"));
    }

    [Fact]
    public async Task Names_snapshots_and_clones_are_found_at_each_and_gone_at_each()
    {
        await using var world = await StartAsync();
        Assert.Contains(Success, await world.RunAsync(0, Machine, "Rename_Task", "<newName>renamed</newName>"), StringComparison.Ordinal);
        Assert.Equal(Machine, await world.FindAsync(1, "DC0/vm/renamed"));
        Assert.Equal("", await world.FindAsync(2, "DC0/vm/DC0_H0_VM0"));

        var created = await world.RunAsync(1, Machine, "CreateSnapshot_Task", "<name>before</name><memory>false</memory><quiesce>false</quiesce>");
        var snapshot = WorkWorld.Between(created, "<result type=\"VirtualMachineSnapshot\" xsi:type=\"ManagedObjectReference\">");
        Assert.Contains("<name>before</name>", await world.ReadAsync(2, "VirtualMachine", Machine, "snapshot"), StringComparison.Ordinal);
        Assert.Contains(Success, await world.RunAsync(2, snapshot, "RevertToSnapshot_Task", type: "VirtualMachineSnapshot"), StringComparison.Ordinal);
        Assert.Equal("poweredOff", await world.TextAsync(1, Machine, "runtime.powerState"));
        Assert.Contains(Success, await world.RunAsync(0, snapshot, "RemoveSnapshot_Task", "<removeChildren>false</removeChildren>", "VirtualMachineSnapshot"), StringComparison.Ordinal);
        Assert.DoesNotContain("<returnval", await world.ReadAsync(1, "VirtualMachine", Machine, "snapshot"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await world.ReadAsync(2, "VirtualMachineSnapshot", snapshot, "config"), StringComparison.Ordinal);

        Assert.Contains(Success, await world.RunAsync(2, Machine, "CloneVM_Task", Clone("twin")), StringComparison.Ordinal);
        var twin = await world.FindAsync(0, "DC0/vm/twin");
        Assert.Equal("twin", await world.TextAsync(1, twin, "config.name"));
        Assert.Contains("VirtualDisk", await world.ReadAsync(0, "VirtualMachine", twin, "config.hardware.device"), StringComparison.Ordinal);
        Assert.Contains("DuplicateName", await world.RunAsync(0, Other, "CloneVM_Task", Clone("twin")), StringComparison.Ordinal);
        Assert.Contains(Success, await world.RunAsync(1, twin, "Destroy_Task"), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("", await world.FindAsync(i, "DC0/vm/twin"));
            Assert.Contains("ManagedObjectNotFound", await world.ReadAsync(i, "VirtualMachine", twin, "name"), StringComparison.Ordinal);
            Assert.DoesNotContain($">{twin}<", await world.ReadAsync(i, "Folder", WorkWorld.ValueOf("vm"), "childEntity"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_waiter_at_another_is_told_of_the_task_and_of_the_change()
    {
        await using var world = await StartAsync();
        var collector = new Collector(world[1], world.Cookie);
        await collector.CreateFilterAsync($"{Collector.Of("VirtualMachine", "runtime.powerState")}<objectSet><obj type=\"VirtualMachine\">{Machine}</obj></objectSet>");
        var version = Collector.VersionOf(await collector.CheckAsync());
        var wait = collector.WaitAsync(version);
        var task = await world.BeginAsync(0, Machine, "PowerOffVM_Task");
        Assert.False(wait.IsCompleted);
        world.Advance(0.5);
        Assert.Contains(">poweredOff<", (await wait.WaitAsync(Cancel)).Answer, StringComparison.Ordinal);

        var tasks = await new Collector(world[2], world.Cookie).NewAsync();
        task = await world.BeginAsync(1, Machine, "PowerOnVM_Task");
        await tasks.CreateFilterAsync($"{Collector.Of("Task", "info.state")}<objectSet><obj type=\"Task\">{task}</obj></objectSet>");
        var first = await tasks.CheckAsync();
        Assert.Contains(">running<", first, StringComparison.Ordinal);
        wait = tasks.WaitAsync(Collector.VersionOf(first));
        world.Advance(0.5);
        Assert.Contains(">success<", (await wait.WaitAsync(Cancel)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_task_is_posted_once_and_a_task_is_cancelled_from_anywhere()
    {
        await using var world = await StartAsync();
        await world.RunAsync(0, Machine, "PowerOffVM_Task");
        await world.RunAsync(1, Machine, "PowerOnVM_Task");
        for (var i = 0; i < 3; i++)
        {
            var events = await world.CallAsync(i, "EventManager", "EventManager", "QueryEvents", "<filter/>");
            Assert.Equal((1, 1), (Regex.Count(events, "xsi:type=\"VmPoweredOffEvent\""), Regex.Count(events, "xsi:type=\"VmPoweredOnEvent\"")));
        }

        var task = await world.BeginAsync(2, Machine, "CloneVM_Task", Clone("never"));
        Assert.Contains("CancelTaskResponse", await world.CallAsync(1, "Task", task, "CancelTask"), StringComparison.Ordinal);
        world.Advance(1);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("RequestCanceled", await world.ReadAsync(i, "Task", task, "info"), StringComparison.Ordinal);
            Assert.Equal("", await world.FindAsync(i, "DC0/vm/never"));
            Assert.Contains("InvalidState", await world.CallAsync(i, "Task", task, "CancelTask"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reset_at_one_takes_everything_back_at_each_and_gives_no_name_twice()
    {
        await using var world = await StartAsync();
        await world.RunAsync(0, Machine, "Rename_Task", "<newName>renamed</newName>");
        await world.RunAsync(1, Other, "CloneVM_Task", Clone("twin"));
        var twin = await world.FindAsync(2, "DC0/vm/twin");
        await world.RunAsync(1, WorkWorld.ValueOf("DC0_C0_RP0_VM0"), "PowerOffVM_Task");
        await world.RunAsync(1, WorkWorld.ValueOf("DC0_C0_RP0_VM0"), "Destroy_Task");
        var task = await world.BeginAsync(0, Machine, "PowerOffVM_Task");
        await world[2].Get<ServiceObjects>().Served!.Work.ResetAsync(Cancel);
        world.Advance(1);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Machine, await world.FindAsync(i, "DC0/vm/DC0_H0_VM0"));
            Assert.Equal("poweredOn", await world.TextAsync(i, Machine, "runtime.powerState"));
            Assert.Equal("poweredOn", await world.TextAsync(i, WorkWorld.ValueOf("DC0_C0_RP0_VM0"), "runtime.powerState"));
            Assert.Contains("ManagedObjectNotFound", await world.ReadAsync(i, "VirtualMachine", twin, "name"), StringComparison.Ordinal);
            Assert.Contains("ManagedObjectNotFound", await world.ReadAsync(i, "Task", task, "info"), StringComparison.Ordinal);
            Assert.DoesNotContain(">task-", await world.ReadAsync(i, "TaskManager", "TaskManager", "recentTask"), StringComparison.Ordinal);
        }

        Assert.NotEqual(task, await world.BeginAsync(1, Machine, "PowerOffVM_Task"));
        await world.RunAsync(2, Other, "CloneVM_Task", Clone("twin"));
        Assert.NotEqual(twin, await world.FindAsync(0, "DC0/vm/twin"));
    }

    protected static string Clone(string name) =>
        $"<folder type=\"Folder\">{WorkWorld.ValueOf("vm")}</folder><name>{name}</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>";
}

public sealed class MemoryWorkTests() : WorkContract(address: null);

public sealed class RedisWorkTests(RedisServer server) : WorkContract(server.Address), IClassFixture<RedisServer>;

public sealed class GarnetWorkTests(GarnetServer server) : WorkContract(server.Address), IClassFixture<GarnetServer>;
