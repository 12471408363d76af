using VimSessionService.Admin.Tests.Rules;

namespace VimSessionService.Admin.Tests.Machines;

/// <summary>The methods of virtual machines that are implemented: what they change, and what they refuse.</summary>
public sealed class MachineMethodTests
{
    private const string OffState = "<fault xsi:type=\"InvalidPowerState\"><requestedState>poweredOff</requestedState><existingState>poweredOff</existingState></fault><localizedMessage>The attempted operation cannot be performed in the current state (Powered off).</localizedMessage>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Power_goes_off_and_on_and_the_guest_with_it()
    {
        await using var host = await StubHost.StartAsync("builtin:power");
        var address = await host.TextAsync("guest.ipAddress");

        Assert.Contains("<state>success</state>", await host.RunAsync("PowerOffVM_Task"), StringComparison.Ordinal);
        Assert.Equal(("poweredOff", "poweredOff", "", "notRunning"), (await host.TextAsync("runtime.powerState"), await host.TextAsync("summary.runtime.powerState"), await host.TextAsync("guest.ipAddress"), await host.TextAsync("guest.guestState")));
        var again = await host.RunAsync("PowerOffVM_Task");
        Assert.Contains("<state>error</state>", again, StringComparison.Ordinal);
        Assert.Contains(OffState, again, StringComparison.Ordinal);
        Assert.Contains("InvalidPowerState", await host.RunAsync("ResetVM_Task"), StringComparison.Ordinal);

        Assert.Contains("<state>success</state>", await host.RunAsync("PowerOnVM_Task"), StringComparison.Ordinal);
        Assert.Equal(("poweredOn", "poweredOn", address, "running"), (await host.TextAsync("runtime.powerState"), await host.TextAsync("summary.runtime.powerState"), await host.TextAsync("guest.ipAddress"), await host.TextAsync("guest.guestState")));
        Assert.Contains("<state>success</state>", await host.RunAsync("ResetVM_Task"), StringComparison.Ordinal);
        var events = await host.CallAsync("EventManager", "EventManager", "QueryEvents", "<filter><eventTypeId>VmEvent</eventTypeId></filter>");
        Assert.Contains("<fullFormattedMessage>DC0_H0_VM0 on DC0_H0 in DC0 is powered off</fullFormattedMessage>", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_does_one_thing_at_a_time()
    {
        await using var host = await StubHost.StartAsync("builtin:power");
        var task = await host.BeginAsync("PowerOffVM_Task");

        Assert.Contains($"<TaskInProgressFault xmlns=\"urn:vim25\" xsi:type=\"TaskInProgress\"><task type=\"Task\">{task}</task>", await host.CallAsync("VirtualMachine", host.Machine, "ResetVM_Task"), StringComparison.Ordinal);
        await host.AdvanceAsync(1);
        Assert.Equal("poweredOff", await host.TextAsync("runtime.powerState"));
    }

    [Fact]
    public async Task What_is_not_switched_on_is_not_supported_and_a_rule_comes_first()
    {
        await using var host = await StubHost.StartAsync("builtin:power");

        Assert.Contains("NotSupportedFault", await host.CallAsync("VirtualMachine", host.Machine, "Destroy_Task"), StringComparison.Ordinal);
        await host.AddAsync("""{"when":{"operations":["PowerOffVM_Task"]},"answer":{"stub":{"fault":{"type":"InvalidState"}}}}""");
        Assert.Contains("InvalidStateFault", await host.CallAsync("VirtualMachine", host.Machine, "PowerOffVM_Task"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_is_made_below_the_current_one_reverted_to_and_removed()
    {
        await using var host = await StubHost.StartAsync("builtin:snapshots,builtin:power");
        const string Settings = "<memory>true</memory><quiesce>false</quiesce>";

        await host.RunAsync("CreateSnapshot_Task", $"<name>first</name><description>d</description>{Settings}");
        var made = await host.RunAsync("CreateSnapshot_Task", $"<name>second</name>{Settings}");
        var second = made.Split("VirtualMachineSnapshot\" xsi:type=\"ManagedObjectReference\">")[1].Split('<')[0];
        var tree = await host.ReadAsync("VirtualMachine", host.Machine, "snapshot");
        Assert.Matches("<currentSnapshot type=\"VirtualMachineSnapshot\">" + second + "</currentSnapshot><rootSnapshotList>.*<name>first</name><description>d</description>.*<state>poweredOn</state>.*<childSnapshotList>.*<name>second</name>", tree);
        Assert.Equal(host.Machine, (await host.ReadAsync("VirtualMachineSnapshot", second, "vm")).Split("ManagedObjectReference\">")[1].Split('<')[0]);

        await host.RunAsync("PowerOffVM_Task");
        await host.RunAsync("RevertToCurrentSnapshot_Task");
        Assert.Equal("poweredOn", await host.TextAsync("runtime.powerState"));

        var first = await host.TextAsync("rootSnapshot");
        Assert.Contains("<state>success</state>", await host.RunAsync("RemoveSnapshot_Task", "<removeChildren>false</removeChildren>", "VirtualMachineSnapshot", second), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await host.ReadAsync("VirtualMachineSnapshot", second, "vm"), StringComparison.Ordinal);
        tree = await host.ReadAsync("VirtualMachine", host.Machine, "snapshot");
        Assert.DoesNotContain("second", tree, StringComparison.Ordinal);
        Assert.DoesNotContain($"<currentSnapshot type=\"VirtualMachineSnapshot\">{second}", tree, StringComparison.Ordinal);
        Assert.Contains("<currentSnapshot", tree, StringComparison.Ordinal);
        await host.RunAsync("RemoveAllSnapshots_Task");
        Assert.Equal("", await host.TextAsync("snapshot"));
        Assert.Contains("<fault xsi:type=\"NotFound\">", await host.RunAsync("RevertToCurrentSnapshot_Task"), StringComparison.Ordinal);
        Assert.NotNull(first);
    }

    [Fact]
    public async Task A_clone_is_found_by_every_way_and_gone_when_it_is_destroyed()
    {
        await using var host = await StubHost.StartAsync("builtin:lifecycle");

        var info = await host.RunAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>twin</name><spec><location/><template>false</template><config><annotation>copied</annotation><numCPUs>4</numCPUs></config><powerOn>false</powerOn></spec>");
        var clone = info.Split("<result type=\"VirtualMachine\" xsi:type=\"ManagedObjectReference\">")[1].Split('<')[0];

        Assert.Equal(clone, await host.FindAsync("DC0/vm/twin"));
        Assert.Equal(("twin", "poweredOff", "4", "copied", "[LocalDS_0] twin/twin.vmx"), (await host.TextAsync("name", clone), await host.TextAsync("runtime.powerState", clone), await host.TextAsync("summary.config.numCpu", clone), await host.TextAsync("config.annotation", clone), await host.TextAsync("config.files.vmPathName", clone)));
        var uuid = await host.TextAsync("config.uuid", clone);
        Assert.NotEqual(await host.TextAsync("config.uuid"), uuid);
        Assert.Contains(clone, await host.CallAsync("SearchIndex", "SearchIndex", "FindByUuid", $"<uuid>{uuid}</uuid><vmSearch>true</vmSearch>"), StringComparison.Ordinal);
        Assert.Contains($">{clone}<", await host.ReadAsync("Folder", "group-v3", "childEntity"), StringComparison.Ordinal);
        Assert.Contains($">{clone}<", await host.ReadAsync("HostSystem", await host.TextAsync("runtime.host"), "vm"), StringComparison.Ordinal);
        Assert.Contains($">{clone}<", await host.ReadAsync("ResourcePool", await host.TextAsync("resourcePool"), "vm"), StringComparison.Ordinal);
        var view = (await host.CallAsync("ViewManager", "ViewManager", "CreateContainerView", "<container type=\"Folder\">group-d1</container><type>VirtualMachine</type><recursive>true</recursive>")).Split("ContainerView\">")[1].Split('<')[0];
        Assert.Contains($">{clone}<", await host.ReadAsync("ContainerView", view, "view"), StringComparison.Ordinal);
        Assert.Contains("<fileName>[LocalDS_0] twin/twin.vmdk</fileName>", await host.ReadAsync("VirtualMachine", clone, "config.hardware.device"), StringComparison.Ordinal);
        Assert.Contains("<name>[LocalDS_0] twin/twin-flat.vmdk</name><type>diskExtent</type>", await host.ReadAsync("VirtualMachine", clone, "layoutEx.file"), StringComparison.Ordinal);
        var duplicate = await host.RunAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>twin</name><spec><location/><template>false</template><powerOn>false</powerOn></spec>");
        Assert.Contains($"<fault xsi:type=\"DuplicateName\"><name>twin</name><object type=\"VirtualMachine\">{clone}</object></fault>", duplicate, StringComparison.Ordinal);

        Assert.Contains("<state>success</state>", await host.RunAsync("Destroy_Task", "", "VirtualMachine", clone), StringComparison.Ordinal);
        Assert.Equal("", await host.FindAsync("DC0/vm/twin"));
        Assert.DoesNotContain($">{clone}<", await host.ReadAsync("Folder", "group-v3", "childEntity"), StringComparison.Ordinal);
        Assert.DoesNotContain($">{clone}<", await host.ReadAsync("ContainerView", view, "view"), StringComparison.Ordinal);
        Assert.DoesNotContain(clone, await host.CallAsync("SearchIndex", "SearchIndex", "FindByUuid", $"<uuid>{uuid}</uuid><vmSearch>true</vmSearch>"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await host.ReadAsync("VirtualMachine", clone, "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_goes_where_machines_may_be_and_nowhere_else()
    {
        await using var host = await StubHost.StartAsync("builtin:lifecycle");
        var other = await host.FindAsync("DC0/vm/DC0_C0_RP0_VM0");
        var (itsHost, itsPool) = (await host.TextAsync("runtime.host", other), await host.TextAsync("resourcePool", other));

        foreach (var path in (string[])["DC0/host", "DC0/network", "DC0/datastore"])
            Assert.Contains("<invalidProperty>folder</invalidProperty>", await host.CallAsync("VirtualMachine", host.Machine, "CloneVM_Task", Arguments(await host.FindAsync(path), "", "twin")), StringComparison.Ordinal);
        foreach (var (type, field) in (IEnumerable<(string, string)>)[("HostSystem", "host"), ("ResourcePool", "pool"), ("Datastore", "datastore"), ("Folder", "folder")])
            Assert.Contains($"<fault xsi:type=\"ManagedObjectNotFound\"><obj type=\"{type}\">gone-1</obj></fault>", await CloneAsync($"<{field} type=\"{type}\">gone-1</{field}>", "twin"), StringComparison.Ordinal);
        Assert.Contains($"<fault xsi:type=\"ManagedObjectNotFound\"><obj type=\"HostSystem\">{itsPool}</obj></fault>", await CloneAsync($"<host type=\"HostSystem\">{itsPool}</host>", "twin"), StringComparison.Ordinal);
        var own = await host.TextAsync("resourcePool");
        Assert.Contains("<invalidProperty>spec.location.pool</invalidProperty>", await CloneAsync($"<pool type=\"ResourcePool\">{own}</pool><host type=\"HostSystem\">{itsHost}</host>", "twin"), StringComparison.Ordinal);
        Assert.Equal("", await host.FindAsync("DC0/vm/twin"));

        // Of one that is named the other is of the same compute resource.
        var inPool = await host.FindAsync(await PathAsync($"<pool type=\"ResourcePool\">{itsPool}</pool>", "in-pool"));
        Assert.Equal((itsPool, await host.TextAsync("parent", itsHost, "HostSystem")), (await host.TextAsync("resourcePool", inPool), await host.TextAsync("parent", await host.TextAsync("runtime.host", inPool), "HostSystem")));
        var onHost = await host.FindAsync(await PathAsync($"<host type=\"HostSystem\">{itsHost}</host>", "on-host"));
        Assert.Equal((itsHost, await host.TextAsync("owner", itsPool, "ResourcePool")), (await host.TextAsync("runtime.host", onHost), await host.TextAsync("owner", await host.TextAsync("resourcePool", onHost), "ResourcePool")));

        async Task<string> PathAsync(string location, string name)
        {
            Assert.Contains("<state>success</state>", await CloneAsync(location, name), StringComparison.Ordinal);
            return $"DC0/vm/{name}";
        }

        Task<string> CloneAsync(string location, string name) => host.RunAsync("CloneVM_Task", Arguments("group-v3", location, name));

        static string Arguments(string folder, string location, string name) =>
            $"<folder type=\"Folder\">{folder}</folder><name>{name}</name><spec><location>{location}</location><template>false</template><powerOn>false</powerOn></spec>";
    }

    [Fact]
    public async Task A_template_is_off_and_in_no_pool_and_cannot_be_powered_on()
    {
        await using var host = await StubHost.StartAsync("builtin:lifecycle,builtin:power");
        var pool = await host.TextAsync("resourcePool");

        await host.RunAsync("CloneVM_Task", "<folder type=\"Folder\">group-v3</folder><name>golden</name><spec><location/><template>true</template><powerOn>true</powerOn></spec>");
        var template = await host.FindAsync("DC0/vm/golden");

        Assert.Equal(("true", "poweredOff", ""), (await host.TextAsync("config.template", template), await host.TextAsync("runtime.powerState", template), await host.TextAsync("resourcePool", template)));
        Assert.DoesNotContain($">{template}<", await host.ReadAsync("ResourcePool", pool, "vm"), StringComparison.Ordinal);
        Assert.Contains("<fault xsi:type=\"NotSupported\">", await host.RunAsync("PowerOnVM_Task", "", "VirtualMachine", template), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_is_on_is_not_destroyed_and_a_reset_brings_back_one_that_was()
    {
        await using var host = await StubHost.StartAsync("builtin:machines");

        Assert.Contains("InvalidPowerState", await host.RunAsync("Destroy_Task"), StringComparison.Ordinal);
        await host.RunAsync("PowerOffVM_Task");
        await host.RunAsync("Destroy_Task");
        Assert.Equal("", await host.FindAsync("DC0/vm/DC0_H0_VM0"));

        await host.Lab.Api.ResetAsync(Cancelled);
        var (_, _, cookie) = await host.Lab.LoginAsync();
        Assert.Contains(host.Machine, (await host.Lab.CallAsync("<FindByInventoryPath xmlns=\"urn:vim25\"><_this>SearchIndex</_this><inventoryPath>DC0/vm/DC0_H0_VM0</inventoryPath></FindByInventoryPath>", cookie)).Content, StringComparison.Ordinal);
        Assert.Contains(">poweredOn<", (await host.Lab.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{host.Machine}</_this><prop>runtime.powerState</prop></Fetch>", cookie)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rename_and_a_reconfiguration_show_everywhere()
    {
        await using var host = await StubHost.StartAsync("builtin:settings,builtin:power");

        await host.RunAsync("Rename_Task", "<newName>other</newName>");
        Assert.Equal(host.Machine, await host.FindAsync("DC0/vm/other"));
        Assert.Equal("", await host.FindAsync("DC0/vm/DC0_H0_VM0"));
        Assert.Equal(("other", "other", "other"), (await host.TextAsync("name"), await host.TextAsync("config.name"), await host.TextAsync("summary.config.name")));
        Assert.Contains("DuplicateName", await host.RunAsync("Rename_Task", "<newName>DC0_H0_VM1</newName>"), StringComparison.Ordinal);

        Assert.Contains("InvalidPowerState", await host.RunAsync("ReconfigVM_Task", "<spec><numCPUs>2</numCPUs></spec>"), StringComparison.Ordinal);
        await host.RunAsync("PowerOffVM_Task");
        Assert.Contains("<state>success</state>", await host.RunAsync("ReconfigVM_Task", "<spec><annotation>noted</annotation><numCPUs>2</numCPUs><memoryMB>4096</memoryMB></spec>"), StringComparison.Ordinal);
        Assert.Equal(("noted", "2", "4096", "4096"), (await host.TextAsync("summary.config.annotation"), await host.TextAsync("config.hardware.numCPU"), await host.TextAsync("config.hardware.memoryMB"), await host.TextAsync("summary.config.memorySizeMB")));
        Assert.Contains("<invalidProperty>configSpec.numCPUs</invalidProperty>", await host.RunAsync("ReconfigVM_Task", "<spec><numCPUs>0</numCPUs></spec>"), StringComparison.Ordinal);
        Assert.Contains("<fault xsi:type=\"NotSupported\">", await host.RunAsync("ReconfigVM_Task", "<spec><guestId>other</guestId></spec>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_a_machine_may_read_its_tasks_and_nobody_else()
    {
        await using var host = await StubHost.StartAsync("builtin:power");
        var other = await host.FindAsync("DC0/vm/DC0_H0_VM1");
        var (status, content) = await host.Lab.SendAsync(HttpMethod.Put, "scenario", $$"""
            {"roles":[{"name":"Operator","privileges":["VirtualMachine.Interact.PowerOff"]}],
             "users":[{"name":"op@vsphere.local","password":"one"},{"name":"other@vsphere.local","password":"two"}],
             "permissions":[{"principal":"op@vsphere.local","role":"Operator","entity":"{{host.Machine}}"},{"principal":"other@vsphere.local","role":"Operator","entity":"{{other}}"}]}
            """);
        Assert.True(status == System.Net.HttpStatusCode.OK, content);
        var (_, _, mine) = await host.Lab.LoginAsync("op@vsphere.local", "one");
        var (_, _, others) = await host.Lab.LoginAsync("other@vsphere.local", "two");

        Assert.Contains("NoPermissionFault", await PowerOffAsync(other, mine), StringComparison.Ordinal);
        var task = (await PowerOffAsync(host.Machine, mine)).Split("<returnval type=\"Task\">")[1].Split('<')[0];
        Assert.Contains("<state>running</state>", await InfoAsync(mine), StringComparison.Ordinal);
        Assert.Contains("NoPermissionFault", await InfoAsync(others), StringComparison.Ordinal);

        async Task<string> PowerOffAsync(string machine, string? cookie) =>
            (await host.Lab.CallAsync($"<PowerOffVM_Task xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{machine}</_this></PowerOffVM_Task>", cookie)).Content;

        async Task<string> InfoAsync(string? cookie) => (await host.Lab.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"Task\">{task}</_this><prop>info</prop></Fetch>", cookie)).Content;
    }

    [Fact]
    public async Task Tasks_are_bounded_and_the_oldest_that_have_ended_go_first()
    {
        await using var host = await StubHost.StartAsync("builtin:power");
        await host.AddAsync("""{"when":{"operations":["ResetVM_Task"]},"answer":{"stub":{"task":{}}}}""");
        var first = await host.BeginAsync("ResetVM_Task");
        for (var i = 0; i < 1_000; i++)
            await host.BeginAsync("ResetVM_Task");

        Assert.Contains("ManagedObjectNotFound", await host.ReadAsync("Task", first, "info"), StringComparison.Ordinal);
        var recent = await host.ReadAsync("TaskManager", "TaskManager", "recentTask");
        Assert.Equal(1_000, recent.Split("<ManagedObjectReference type=\"Task\"").Length - 1);
    }
}
