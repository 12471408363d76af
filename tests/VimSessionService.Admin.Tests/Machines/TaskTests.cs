using System.Globalization;
using VimSessionService.Admin.Tests.Rules;

namespace VimSessionService.Admin.Tests.Machines;

/// <summary>Tasks that are cancelled, and collectors of tasks, on a clock that the tests move.</summary>
public sealed class TaskTests
{
    private const string Cancelled = "<state>error</state><cancelled>true</cancelled><cancelable>true</cancelable><error><fault xsi:type=\"RequestCanceled\"></fault><localizedMessage>The task was canceled by a user.</localizedMessage></error>";

    [Theory]
    [InlineData("\"queued\":\"10s\",\"duration\":\"10s\"", 5, "queued")]
    [InlineData("\"queued\":\"1s\",\"duration\":\"10s\"", 5, "running")]
    public async Task A_task_is_cancelled_while_it_waits_and_while_it_runs(string times, int seconds, string state)
    {
        await using var host = await StubHost.StartAsync();
        await host.AddAsync("""{"when":{"operations":["PowerOffVM_Task"]},"answer":{"stub":{"task":{TIMES,"cancelable":true},"changes":[{"property":"runtime.powerState","value":"poweredOff"}]}}}""".Replace("TIMES", times, StringComparison.Ordinal));
        var task = await host.BeginAsync("PowerOffVM_Task");
        await host.AdvanceAsync(seconds);
        Assert.Contains($"<state>{state}</state><cancelled>false</cancelled><cancelable>true</cancelable>", await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);

        Assert.Contains("CancelTaskResponse", await host.CallAsync("Task", task, "CancelTask"), StringComparison.Ordinal);
        Assert.Contains(Cancelled, await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        Assert.Contains("<InvalidStateFault", await host.CallAsync("Task", task, "CancelTask"), StringComparison.Ordinal);
        await host.AdvanceAsync(60);
        Assert.Contains(Cancelled, await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        Assert.Equal("poweredOn", await host.TextAsync("runtime.powerState"));
    }

    [Fact]
    public async Task A_clone_can_be_cancelled_and_leaves_nothing()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        var task = await host.BeginAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>twin</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>");
        Assert.Contains("CancelTaskResponse", await host.CallAsync("Task", task, "CancelTask"), StringComparison.Ordinal);
        await host.AdvanceAsync(5);
        Assert.Equal("", await host.FindAsync("DC0/vm/twin"));
        Assert.Contains("<state>success</state>", await host.RunAsync("PowerOffVM_Task"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_cancelled_says_so_and_one_that_has_ended_too()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        var off = await host.BeginAsync("PowerOffVM_Task");
        Assert.Contains("<NotSupportedFault", await host.CallAsync("Task", off, "CancelTask"), StringComparison.Ordinal);
        await host.AdvanceAsync(1);
        Assert.Equal("poweredOff", await host.TextAsync("runtime.powerState"));
        var clone = await host.BeginAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>twin</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>");
        await host.AdvanceAsync(1);
        Assert.Contains("<InvalidStateFault", await host.CallAsync("Task", clone, "CancelTask"), StringComparison.Ordinal);
        await host.AdvanceAsync(601);
        await host.RunAsync("PowerOnVM_Task"); // what ended long ago is forgotten then
        Assert.Contains("ManagedObjectNotFound", await host.CallAsync("Task", clone, "CancelTask"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_takes_a_privilege_on_the_object_of_the_task()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        var task = await host.BeginAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>twin</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>");
        var reader = await host.AsReaderAsync();
        Assert.Contains("<state>running</state>", await reader.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        var refused = await reader.CallAsync("Task", task, "CancelTask");
        Assert.Contains("NoPermission", refused, StringComparison.Ordinal);
        Assert.Contains($"<object type=\"VirtualMachine\">{host.Machine}</object><privilegeId>Global.CancelTask</privilegeId>", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_reads_on_and_back_and_its_place_stays()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        for (var i = 0; i < 3; i++)
        {
            await host.RunAsync("PowerOffVM_Task");
            await host.RunAsync("PowerOnVM_Task");
        }

        var collector = await CollectAsync(host);
        Assert.Equal((int[])[6, 5, 4, 3, 2, 1], Numbers(await host.ReadAsync("TaskHistoryCollector", collector, "latestPage")));
        Assert.Equal((int[])[1, 2], await ReadAsync(host, collector, "Next", 2));
        Assert.Equal((int[])[3, 4], await ReadAsync(host, collector, "Next", 2));
        Assert.Equal((int[])[3, 4], await ReadAsync(host, collector, "Previous", 2));
        Assert.Equal((int[])[1, 2], await ReadAsync(host, collector, "Previous", 10));
        Assert.Empty(await ReadAsync(host, collector, "Previous", 10));
        Assert.Equal((int[])[1, 2, 3, 4, 5, 6], await ReadAsync(host, collector, "Next", 1000));
        Assert.Empty(await ReadAsync(host, collector, "Next", 1000));
        await host.RunAsync("ResetVM_Task");
        Assert.Equal((int[])[7], await ReadAsync(host, collector, "Next", 1000));

        await host.CallAsync("TaskHistoryCollector", collector, "RewindCollector");
        Assert.Equal((int[])[1], await ReadAsync(host, collector, "Next", 1));
        await host.CallAsync("TaskHistoryCollector", collector, "SetCollectorPageSize", "<maxCount>2</maxCount>");
        Assert.Equal((int[])[7, 6], Numbers(await host.ReadAsync("TaskHistoryCollector", collector, "latestPage")));
        await host.CallAsync("TaskHistoryCollector", collector, "ResetCollector");
        Assert.Equal((int[])[4, 5], await ReadAsync(host, collector, "Previous", 2));
        Assert.Contains("<invalidProperty>maxCount</invalidProperty>", await host.CallAsync("TaskHistoryCollector", collector, "ReadNextTasks", "<maxCount>0</maxCount>"), StringComparison.Ordinal);
        Assert.Contains("<invalidProperty>maxCount</invalidProperty>", await host.CallAsync("TaskHistoryCollector", collector, "SetCollectorPageSize", "<maxCount>1001</maxCount>"), StringComparison.Ordinal);

        Assert.Contains("DestroyCollectorResponse", await host.CallAsync("TaskHistoryCollector", collector, "DestroyCollector"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await host.CallAsync("TaskHistoryCollector", collector, "ReadNextTasks", "<maxCount>1</maxCount>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<entity><entity type=\"VirtualMachine\">MACHINE</entity><recursion>self</recursion></entity>", new[] { 1, 2, 4 })]
    [InlineData("<entity><entity type=\"Folder\">group-v3</entity><recursion>self</recursion></entity>", new int[0])]
    [InlineData("<entity><entity type=\"Folder\">group-v3</entity><recursion>children</recursion></entity>", new[] { 1, 2, 3, 4 })]
    [InlineData("<entity><entity type=\"Folder\">group-d1</entity><recursion>all</recursion></entity>", new[] { 1, 2, 3, 4 })]
    [InlineData("<state>error</state>", new[] { 2 })]
    [InlineData("<state>queued</state><state>success</state>", new[] { 1, 3 })]
    [InlineData("<state>running</state>", new[] { 4 })]
    [InlineData("<eventChainId>3</eventChainId><eventChainId>4</eventChainId>", new[] { 3, 4 })]
    [InlineData("<userName><systemUser>false</systemUser><userList>nobody-of-this-name</userList></userName>", new int[0])]
    [InlineData("<userName><systemUser>false</systemUser><userList>alice@vsphere.local</userList></userName>", new[] { 1, 2, 3, 4 })]
    [InlineData("<userName><systemUser>true</systemUser></userName>", new[] { 1, 2, 3, 4 })]
    [InlineData("<alarm type=\"Alarm\">alarm-1</alarm>", new int[0])]
    [InlineData("<tag>x</tag>", new int[0])]
    [InlineData("<parentTaskKey>task-1</parentTaskKey>", new int[0])]
    [InlineData("<time><timeType>queuedTime</timeType><endTime>BEFORE</endTime></time>", new[] { 1, 2 })]
    [InlineData("<time><timeType>startedTime</timeType><beginTime>BEFORE</beginTime></time>", new[] { 3, 4 })]
    [InlineData("<time><timeType>completedTime</timeType><beginTime>BEFORE</beginTime></time>", new[] { 3 })]
    [InlineData("", new[] { 1, 2, 3, 4 })]
    public async Task A_filter_chooses_tasks(string filter, int[] expected)
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        await host.RunAsync("PowerOffVM_Task");
        await host.RunAsync("PowerOffVM_Task"); // fails
        var now = await host.CallAsync("ServiceInstance", "ServiceInstance", "CurrentTime");
        var time = DateTime.Parse(now.Split("<returnval>")[1].Split('<')[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).AddSeconds(5);
        await host.AdvanceAsync(10);
        await host.RunAsync("PowerOffVM_Task", value: await host.FindAsync("DC0/vm/DC0_H0_VM1"));
        await host.BeginAsync("PowerOnVM_Task");

        var collector = await CollectAsync(host, filter.Replace("MACHINE", host.Machine, StringComparison.Ordinal).Replace("BEFORE", time.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal(expected, await ReadAsync(host, collector, "Next", 100));
        Assert.Equal(expected.Reverse(), Numbers(await host.ReadAsync("TaskHistoryCollector", collector, "latestPage")));
        Assert.Contains("xsi:type=\"TaskFilterSpec\"", await host.ReadAsync("TaskHistoryCollector", collector, "filter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_filter_names_wrongly_is_refused_and_there_are_thirty_two_collectors()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        Assert.Contains("<invalidProperty>filter.entity</invalidProperty>", await host.CallAsync("TaskManager", "TaskManager", "CreateCollectorForTasks", "<filter><entity><entity type=\"Folder\">nowhere</entity><recursion>all</recursion></entity></filter>"), StringComparison.Ordinal);
        for (var i = 0; i < 32; i++)
            await CollectAsync(host);
        Assert.Contains("<InvalidStateFault", await host.CallAsync("TaskManager", "TaskManager", "CreateCollectorForTasks", "<filter/>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_leaves_out_results_that_are_not_wanted()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        await host.RunAsync("CreateSnapshot_Task", "<name>first</name><memory>true</memory><quiesce>false</quiesce>");
        foreach (var (choice, has) in ((string, bool)[])[
            ("<removeAll>true</removeAll>", false),
            ("<descriptionIds>VirtualMachine.createSnapshot</descriptionIds><filterIn>true</filterIn>", true),
            ("<descriptionIds>VirtualMachine.createSnapshot</descriptionIds><filterIn>false</filterIn>", false),
            ("<descriptionIds>VirtualMachine.powerOn</descriptionIds><filterIn>true</filterIn>", false)])
        {
            var made = await host.CallAsync("TaskManager", "TaskManager", "CreateCollectorWithInfoFilterForTasks", $"<filter/><infoFilter><filterTaskResults>{choice}</filterTaskResults></infoFilter>");
            var page = await host.ReadAsync("TaskHistoryCollector", made.Split("<returnval type=\"TaskHistoryCollector\">")[1].Split('<')[0], "latestPage");
            Assert.Equal(has, page.Contains("<result ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tasks_are_collected_after_they_have_ceased_to_be_objects()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        await host.RunAsync("PowerOffVM_Task");
        await host.AdvanceAsync(700); // sessions last longer
        await host.RunAsync("PowerOnVM_Task");
        Assert.Contains("ManagedObjectNotFound", await host.ReadAsync("Task", "task-1", "info"), StringComparison.Ordinal);
        Assert.Equal((int[])[1, 2], await ReadAsync(host, await CollectAsync(host), "Next", 10));
    }

    [Fact]
    public async Task Waiting_for_updates_tells_of_the_latest_page()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");
        var collector = await CollectAsync(host);
        await host.CallAsync("PropertyCollector", "propertyCollector", "CreateFilter", $"<spec><propSet><type>TaskHistoryCollector</type><pathSet>latestPage</pathSet></propSet><objectSet><obj type=\"TaskHistoryCollector\">{collector}</obj></objectSet></spec><partialUpdates>false</partialUpdates>");
        var first = await host.CallAsync("PropertyCollector", "propertyCollector", "CheckForUpdates", "<version></version>");
        Assert.Contains("latestPage", first, StringComparison.Ordinal);
        var version = first.Split("<version>")[1].Split('<')[0];
        Assert.DoesNotContain("latestPage", await host.CallAsync("PropertyCollector", "propertyCollector", "CheckForUpdates", $"<version>{version}</version>"), StringComparison.Ordinal);
        await host.BeginAsync("PowerOffVM_Task");
        Assert.Contains("<key>task-1</key>", await host.CallAsync("PropertyCollector", "propertyCollector", "CheckForUpdates", $"<version>{version}</version>"), StringComparison.Ordinal);
    }

    private static async Task<string> CollectAsync(StubHost host, string filter = "")
    {
        var answer = await host.CallAsync("TaskManager", "TaskManager", "CreateCollectorForTasks", $"<filter>{filter}</filter>");
        Assert.Contains("<returnval type=\"TaskHistoryCollector\">", answer, StringComparison.Ordinal);
        return answer.Split("<returnval type=\"TaskHistoryCollector\">")[1].Split('<')[0];
    }

    private static async Task<int[]> ReadAsync(StubHost host, string collector, string direction, int count)
    {
        var answer = await host.CallAsync("TaskHistoryCollector", collector, $"Read{direction}Tasks", $"<maxCount>{count}</maxCount>");
        Assert.Contains($"Read{direction}TasksResponse", answer, StringComparison.Ordinal);
        return Numbers(answer);
    }

    private static int[] Numbers(string answer) =>
        [.. answer.Split("<key>task-")[1..].Select(static rest => int.Parse(rest[..rest.IndexOf('<', StringComparison.Ordinal)], CultureInfo.InvariantCulture))];
}
