using System.Text.RegularExpressions;
using VimSessionService.Admin.Tests.Rules;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>What stubs of rules change at one replica is so at all, and a reset at one takes it back at all.</summary>
public sealed class SharedStubTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Fails = """
        {"when":{"operations":["ResetVM_Task"]},"answer":{"stub":{"task":{"queued":"10s","duration":"10s","fault":{"type":"InsufficientResourcesFault","message":"There is no room."}},
          "changes":[{"property":"runtime.powerState","value":"suspended"}],"events":[{"_typeName":"VmResettingEvent","template":false}]}}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_of_a_rule_is_seen_at_every_replica_and_its_event_is_posted_once()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = await StartAsync(hosts);
        await two.AddAsync("""{"when":{"operations":["RefreshStorageInfo"]},"answer":{"stub":{"changes":[{"property":"config.annotation","value":"changed"},{"property":"name","value":"renamed"}],"events":[{"_typeName":"VmReconfiguredEvent","template":false,"configSpec":{}}]}}}""");
        Assert.Contains("RefreshStorageInfoResponse", await one.CallAsync("VirtualMachine", one.Machine, "RefreshStorageInfo"), StringComparison.Ordinal);
        Assert.Equal("changed", await two.TextAsync("config.annotation"));
        Assert.Equal(one.Machine, await two.FindAsync("DC0/vm/renamed"));
        foreach (var host in (StubHost[])[one, two])
            Assert.Single(Regex.Matches(await host.CallAsync("EventManager", "EventManager", "QueryEvents", "<filter/>"), "xsi:type=\"VmReconfiguredEvent\""));
    }

    [Fact]
    public async Task A_task_of_a_rule_is_finished_with_its_changes_events_and_fault_when_its_replica_is_gone()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = await StartAsync(hosts);
        await two.AddAsync(Fails);
        var task = await one.BeginAsync("ResetVM_Task");
        Assert.Contains("<state>queued</state>", await two.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        await one.Lab.App.StopAsync(Cancel);
        await two.AdvanceAsync(11);
        Assert.Contains("<state>running</state>", await two.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        await two.AdvanceAsync(11);
        var info = await two.ReadAsync("Task", task, "info");
        Assert.Contains("<state>error</state>", info, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InsufficientResourcesFault\"", info, StringComparison.Ordinal);
        Assert.Contains("<localizedMessage>There is no room.</localizedMessage>", info, StringComparison.Ordinal);
        Assert.Equal("suspended", await two.TextAsync("runtime.powerState"));
        var events = await two.CallAsync("EventManager", "EventManager", "QueryEvents", "<filter/>");
        Assert.Single(Regex.Matches(events, "xsi:type=\"VmResettingEvent\""));
        Assert.Contains($"<vm type=\"VirtualMachine\">{two.Machine}</vm>", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_at_one_replica_ends_tasks_and_takes_changes_back_at_all_and_a_restore_leaves_them()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = await StartAsync(hosts);
        await two.BeginAsync("PowerOffVM_Task");
        await BothAsync(1);
        var taken = await one.Lab.Api.TakeSnapshotAsync(Cancel);
        var task = await one.BeginAsync("Rename_Task", "<newName>renamed</newName>");
        await BothAsync(1);
        await two.Lab.Api.RestoreSnapshotAsync(taken, Cancel);
        Assert.Equal("poweredOff", await one.TextAsync("runtime.powerState"));
        Assert.Equal(one.Machine, await two.FindAsync("DC0/vm/renamed"));
        Assert.Contains("<state>success</state>", await two.ReadAsync("Task", task, "info"), StringComparison.Ordinal);

        await two.Lab.Api.ResetAsync(Cancel);
        one = await StubHost.OfAsync(one.Lab);
        two = await StubHost.OfAsync(two.Lab, one.Cookie);
        foreach (var host in (StubHost[])[one, two])
        {
            Assert.Equal("poweredOn", await host.TextAsync("runtime.powerState"));
            Assert.Equal("", await host.FindAsync("DC0/vm/renamed"));
            Assert.Contains("ManagedObjectNotFound", await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        }

        async Task BothAsync(double seconds)
        {
            await one.AdvanceAsync(seconds);
            await two.AdvanceAsync(seconds);
        }
    }

    [Fact]
    public async Task A_collector_of_tasks_is_that_of_every_replica_with_its_place()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = await StartAsync(hosts);
        for (var i = 0; i < 2; i++)
        {
            await one.BeginAsync(i == 0 ? "PowerOffVM_Task" : "PowerOnVM_Task");
            await one.AdvanceAsync(1);
        }

        var made = await one.CallAsync("TaskManager", "TaskManager", "CreateCollectorForTasks", "<filter><state>success</state></filter>");
        var collector = made.Split("<returnval type=\"TaskHistoryCollector\">")[1].Split('<')[0];
        Assert.Equal(["task-1"], await NextAsync(two, collector));
        Assert.Equal(["task-2"], await NextAsync(one, collector));
        Assert.Empty(await NextAsync(two, collector));
        Assert.Contains("DestroyCollectorResponse", await two.CallAsync("TaskHistoryCollector", collector, "DestroyCollector"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await one.CallAsync("TaskHistoryCollector", collector, "ReadNextTasks", "<maxCount>1</maxCount>"), StringComparison.Ordinal);
    }

    private static async Task<string[]> NextAsync(StubHost host, string collector) =>
        [.. Regex.Matches(await host.CallAsync("TaskHistoryCollector", collector, "ReadNextTasks", "<maxCount>1</maxCount>"), "<key>(task-\\d+)</key>").Select(static match => match.Groups[1].Value)];

    private static async Task<(StubHost One, StubHost Two)> StartAsync(ReplicaHosts hosts)
    {
        var one = await StubHost.OfAsync(await JoinAsync());
        var two = await StubHost.OfAsync(await JoinAsync(), one.Cookie);
        foreach (var host in (StubHost[])[one, two])
            await host.Lab.Api.FreezeClockAsync(Cancel);
        return (one, two);

        Task<LabHost> JoinAsync() => hosts.JoinAsync(options => (options.Emulation.Inventory, options.Emulation.Stubs) = ("builtin:small", "builtin:machines"));
    }
}
