namespace VimSessionService.Admin.Tests.Rules;

/// <summary>Tasks of stubs, and what stubs change.</summary>
public sealed class StubEffectTests
{
    private const string PowerOn = """
        {"when":{"operations":["PowerOnVM_Task"]},"answer":{"stub":{
          "task":{"queued":"1s","duration":"10s"},
          "changes":[{"property":"runtime.powerState","value":"suspended"},{"property":"config.hardware.device[4000].macAddress","value":"00:50:56:00:00:99"},
                     {"object":"Folder:group-v3","property":"name","value":"machines"}],
          "events":[{"_typeName":"VmSuspendedEvent","template":false,"fullFormattedMessage":"It sleeps."},{"_typeName":"EventEx","eventTypeId":"com.example.done","message":"done"}]}}}
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_queued_runs_with_progress_and_ends_on_the_clock_of_the_service()
    {
        await using var host = await StubHost.StartAsync();
        await host.AddAsync(PowerOn);

        var task = await host.BeginAsync("PowerOnVM_Task");

        var info = await host.ReadAsync("Task", task, "info");
        Assert.Contains("<name>PowerOnVM_Task</name><descriptionId>VirtualMachine.powerOn</descriptionId>", info, StringComparison.Ordinal);
        Assert.Contains($"<entity type=\"VirtualMachine\">{host.Machine}</entity><entityName>DC0_H0_VM0</entityName><state>queued</state>", info, StringComparison.Ordinal);
        Assert.Contains("<userName>VSPHERE.LOCAL\\alice</userName>", info, StringComparison.Ordinal);
        Assert.DoesNotContain("startTime", info, StringComparison.Ordinal);
        await host.AdvanceAsync(1);
        Assert.Contains("<state>running</state><cancelled>false</cancelled><cancelable>false</cancelable><progress>0</progress>", await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        await host.AdvanceAsync(5);
        Assert.Contains("<progress>40</progress>", await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        Assert.Equal("poweredOn", await host.TextAsync("runtime.powerState"));
        Assert.Contains($"<ManagedObjectReference type=\"Task\" xsi:type=\"ManagedObjectReference\">{task}<", await host.ReadAsync("TaskManager", "TaskManager", "recentTask"), StringComparison.Ordinal);
        Assert.Contains($">{task}<", await host.ReadAsync("VirtualMachine", host.Machine, "recentTask"), StringComparison.Ordinal);
        await host.AdvanceAsync(5);
        var done = await host.ReadAsync("Task", task, "info");
        Assert.Contains("<state>success</state>", done, StringComparison.Ordinal);
        Assert.Contains("<completeTime>", done, StringComparison.Ordinal);
        await host.AdvanceAsync(601);
        Assert.DoesNotContain($">{task}<", await host.ReadAsync("TaskManager", "TaskManager", "recentTask"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_and_events_come_when_the_task_ends_and_a_reset_takes_the_changes_back()
    {
        await using var host = await StubHost.StartAsync();
        await host.AddAsync(PowerOn);
        var mac = (await host.ReadAsync("VirtualMachine", host.Machine, "config.hardware.device[4000]")).Split("<macAddress>")[1].Split('<')[0];

        var task = await host.BeginAsync("PowerOnVM_Task");
        await host.AdvanceAsync(11);

        Assert.Equal("suspended", await host.TextAsync("runtime.powerState"));
        Assert.Contains("<macAddress>00:50:56:00:00:99</macAddress>", await host.ReadAsync("VirtualMachine", host.Machine, "config.hardware.device[4000]"), StringComparison.Ordinal);
        Assert.Equal(host.Machine, await host.FindAsync("DC0/machines/DC0_H0_VM0"));
        var events = await host.CallAsync("EventManager", "EventManager", "QueryEvents", "<filter><eventTypeId>VmEvent</eventTypeId></filter>");
        Assert.Contains("xsi:type=\"VmSuspendedEvent\"", events, StringComparison.Ordinal);
        Assert.Contains($"<vm xsi:type=\"VmEventArgument\"><name>DC0_H0_VM0</name><vm type=\"VirtualMachine\">{host.Machine}</vm></vm>", events, StringComparison.Ordinal);
        Assert.Contains("<fullFormattedMessage>It sleeps.</fullFormattedMessage><template>false</template>", events, StringComparison.Ordinal);
        Assert.Contains("<eventTypeId>com.example.done</eventTypeId>", await host.CallAsync("EventManager", "EventManager", "QueryEvents", "<filter><eventTypeId>com.example.done</eventTypeId></filter>"), StringComparison.Ordinal);
        Assert.Contains("com.example.done", await host.CallAsync("EventManager", "EventManager", "QueryEvents", $"<filter><entity><entity type=\"VirtualMachine\">{host.Machine}</entity><recursion>self</recursion></entity></filter>"), StringComparison.Ordinal);

        await host.Lab.Api.ResetAsync(Cancelled);
        var (_, _, cookie) = await host.Lab.LoginAsync();
        var fetched = (await host.Lab.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{host.Machine}</_this><prop>runtime.powerState</prop></Fetch>", cookie)).Content;
        Assert.Contains(">poweredOn<", fetched, StringComparison.Ordinal);
        var address = (await host.Lab.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{host.Machine}</_this><prop>config.hardware.device[4000]</prop></Fetch>", cookie)).Content;
        Assert.Contains($"<macAddress>{mac}</macAddress>", address, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", (await host.Lab.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"Task\">{task}</_this><prop>info</prop></Fetch>", cookie)).Content, StringComparison.Ordinal);
        Assert.Contains(host.Machine, (await host.Lab.CallAsync("<FindByInventoryPath xmlns=\"urn:vim25\"><_this>SearchIndex</_this><inventoryPath>DC0/vm/DC0_H0_VM0</inventoryPath></FindByInventoryPath>", cookie)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_updates_sees_the_task_and_the_property()
    {
        await using var host = await StubHost.StartAsync();
        await host.AddAsync(PowerOn);
        var task = await host.BeginAsync("PowerOnVM_Task");
        await host.CallAsync("PropertyCollector", "propertyCollector", "CreateFilter", $"<spec><propSet><type>Task</type><pathSet>info.state</pathSet></propSet><objectSet><obj type=\"Task\">{task}</obj></objectSet></spec><partialUpdates>false</partialUpdates>");
        await host.CallAsync("PropertyCollector", "propertyCollector", "CreateFilter", $"<spec><propSet><type>VirtualMachine</type><pathSet>runtime.powerState</pathSet></propSet><objectSet><obj type=\"VirtualMachine\">{host.Machine}</obj></objectSet></spec><partialUpdates>false</partialUpdates>");
        var first = await WaitAsync("");
        Assert.Contains("queued", first, StringComparison.Ordinal);
        Assert.Contains("poweredOn", first, StringComparison.Ordinal);

        var waiting = WaitAsync(VersionOf(first));
        await host.AdvanceAsync(1);
        var second = await waiting;
        Assert.Contains("running", second, StringComparison.Ordinal);
        Assert.DoesNotContain("powerState", second, StringComparison.Ordinal);
        await host.AdvanceAsync(10);
        var last = await WaitAsync(VersionOf(second));

        Assert.Contains("success", last, StringComparison.Ordinal);
        Assert.Contains("suspended", last, StringComparison.Ordinal);

        Task<string> WaitAsync(string version) => host.CallAsync("PropertyCollector", "propertyCollector", "WaitForUpdatesEx", $"<version>{version}</version>");

        static string VersionOf(string answer) => answer.Split("<version>")[1].Split('<')[0];
    }

    [Fact]
    public async Task A_task_that_fails_has_its_fault_and_one_that_succeeds_its_result()
    {
        await using var host = await StubHost.StartAsync();
        await host.AddAsync("""
            {"when":{"operations":["CloneVM_Task"]},"answer":{"stubs":[
              {"task":{"fault":{"type":"InsufficientResourcesFault","message":"no room"}}},
              {"task":{"result":"VirtualMachine:vm-99"}}]}}
            """);
        const string Arguments = "<folder type=\"Folder\">group-v3</folder><name>x</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>";

        var failed = await host.ReadAsync("Task", await host.BeginAsync("CloneVM_Task", Arguments), "info");
        var succeeded = await host.ReadAsync("Task", await host.BeginAsync("CloneVM_Task", Arguments), "info");

        Assert.Contains("<state>error</state>", failed, StringComparison.Ordinal);
        Assert.Contains("<error><fault xsi:type=\"InsufficientResourcesFault\"></fault><localizedMessage>no room</localizedMessage></error>", failed, StringComparison.Ordinal);
        Assert.Contains("<result type=\"VirtualMachine\" xsi:type=\"ManagedObjectReference\">vm-99</result>", succeeded, StringComparison.Ordinal);
    }

    /// <summary>Each wrong rule, the place that is named, and what is said there.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"result":true}""", "#/answer/stub/result", "is no answer of PowerOnVM_Task, which answers with a task" },
        { "{}", "#/answer/stub", "is no answer of PowerOnVM_Task" },
        { """{"task":{"result":1}}""", "#/answer/stub/task/result", "is given, but PowerOnVM_Task returns nothing" },
        { """{"task":{"duration":"25h"}}""", "#/answer/stub/task/duration", "longer than 24 hours" },
        { """{"task":{},"changes":[{"property":"runtime.powerStat","value":"poweredOn"}]}""", "#/answer/stub/changes/0/property", "goes on with powerStat, which is no field of VirtualMachineRuntimeInfo or of a type that extends it. Did you mean powerState?" },
        { """{"task":{},"changes":[{"property":"runtme"}]}""", "#/answer/stub/changes/0/property", "begins with runtme, which is no property of VirtualMachine. Did you mean runtime?" },
        { """{"task":{},"changes":[{"property":"runtime.powerState","value":"on"}]}""", "#/answer/stub/changes/0/value", "is no VirtualMachinePowerState." },
        { """{"task":{},"changes":[{"property":"runtime[1].powerState","value":"poweredOn"}]}""", "#/answer/stub/changes/0/property", "has a key after runtime" },
        { """{"task":{},"changes":[{"property":"parent","value":"Folder:group-v3"}]}""", "#/answer/stub/changes/0/property", "which the service says itself" },
        { """{"task":{},"changes":[{"object":"VirtualMachin:vm-1","property":"name"}]}""", "#/answer/stub/changes/0/object", "is no type of managed objects. Did you mean VirtualMachine?" },
        { """{"task":{},"events":[{"_typeName":"VmPoweredEvent"}]}""", "#/answer/stub/events/0/_typeName", "is no event of the API. Did you mean" },
        { """{"task":{},"events":[{"_typeName":"VmRenamedEvent","template":false,"oldName":"a"}]}""", "#/answer/stub/events/0", "lacks newName, which a VmRenamedEvent must have" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_effect_that_cannot_be_is_refused_with_its_place(string stub, string place, string detail)
    {
        await using var host = await StubHost.StartAsync();

        var (_, content) = await host.Lab.SendAsync(HttpMethod.Post, "rules", "{\"when\":{\"operations\":[\"PowerOnVM_Task\"]},\"answer\":{\"stub\":" + stub + "}}");

        Assert.Contains($"\"pointer\":\"{place}\"", content, StringComparison.Ordinal);
        Assert.Contains(detail, content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_inventory_nothing_can_be_changed()
    {
        await using var host = await LabHost.StartAsync();

        var (_, content) = await host.SendAsync(HttpMethod.Post, "rules", """{"when":{"operations":["CurrentTime"]},"answer":{"stub":{"result":"2030-01-01T00:00:00Z","changes":[{"property":"name","value":"x"}]}}}""");

        Assert.Contains("needs an inventory. Start the service with --inventory", content, StringComparison.Ordinal);
    }
}
