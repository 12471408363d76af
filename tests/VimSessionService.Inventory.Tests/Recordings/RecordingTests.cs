using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>Recordings in the form of <c>govc object.save</c>.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void A_directory_a_tar_and_a_zip_have_the_same_objects()
    {
        using var recording = RecordingDirectory.Small();
        foreach (var path in (string[])[recording.Path, recording.ToTar(), recording.ToZip()])
        {
            var inventory = Recording.Open(path, isLenient: false);
            Assert.Equal("Folder:group-d1 Datacenters", $"{inventory.Root!.Object.Reference} {inventory.Root.Name}");
            Assert.Equal(
                ["datacenter-2 DC in group-d1", "group-v3 vm in datacenter-2", "vm-1 vm-1 in group-v3", "vm-2 vm-2 in group-v3"],
                inventory.Entries.Select(static entry => $"{entry.Object.Reference.Value} {entry.Name} in {entry.Parent!.Value}").Order(StringComparer.Ordinal));
            Assert.Empty(inventory.Others);
        }
    }

    [Fact]
    public void A_value_is_read_by_its_type()
    {
        using var recording = RecordingDirectory.Small();
        var inventory = Recording.Open(recording.Path, isLenient: false);
        var machine = inventory.Entries.Single(static entry => entry.Name == "vm-1").Object;
        Assert.Equal("vm-1", machine.Read("name"));
        Assert.Equal(new ManagedObjectReference("Folder", "group-v3"), machine.Read("parent"));
        var runtime = Assert.IsType<DynamicObject>(machine.Read("runtime"));
        Assert.Equal(new EnumValue("VirtualMachinePowerState", "poweredOn"), runtime.GetSchema().FindField("powerState")!.Get(runtime));
        Assert.Null(machine.Read("guest"));
        var folder = inventory.Entries.Single(static entry => entry.Name == "vm").Object;
        Assert.Equal(["vm-1", "vm-2"], Assert.IsType<ManagedObjectReference[]>(folder.Read("childEntity")).Select(static item => item.Value));
    }

    [Fact]
    public void What_is_above_is_told_before_what_is_in_it_whatever_the_order_of_the_files()
    {
        using var recording = new RecordingDirectory();
        recording.Add("VirtualMachine", "vm-1", RecordingDirectory.Text("name", "a"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        recording.Add("Folder", "group-v3", RecordingDirectory.Text("name", "vm"), RecordingDirectory.Reference("parent", "Folder", "group-d1"));
        recording.Add("Folder", "group-d1", RecordingDirectory.Text("name", "Datacenters"));
        Assert.Equal(["group-v3", "vm-1"], Recording.Open(recording.Path, isLenient: false).Entries.Select(static entry => entry.Object.Reference.Value));
    }

    [Fact]
    public void A_machine_of_a_vApp_is_in_it()
    {
        using var recording = RecordingDirectory.Small();
        recording.Add("VirtualApp", "resgroup-v1", RecordingDirectory.Text("name", "app"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        recording.Add("VirtualMachine", "vm-3", RecordingDirectory.Text("name", "c"), RecordingDirectory.Reference("parentVApp", "VirtualApp", "resgroup-v1"));
        Assert.Equal("resgroup-v1", Recording.Open(recording.Path, isLenient: false).Entries.Single(static entry => entry.Name == "c").Parent!.Value);
    }

    [Fact]
    public void Objects_without_a_name_and_the_service_content_are_there_too()
    {
        using var recording = RecordingDirectory.Small();
        recording.Add("ServiceInstance", "ServiceInstance", RecordingDirectory.Value("content", "ServiceContent",
            """<rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">pc</propertyCollector><about><name>n</name><fullName>f</fullName><vendor>v</vendor><version>8</version><build>1</build><osType>o</osType><productLineId>vpx</productLineId><apiType>VirtualCenter</apiType><apiVersion>8.0</apiVersion></about><perfManager type="PerformanceManager">PerfMgr-7</perfManager>"""));
        recording.Add("PerformanceManager", "PerfMgr-7", RecordingDirectory.Value("perfCounter", "ArrayOfPerfCounterInfo", ""));
        var inventory = Recording.Open(recording.Path, isLenient: false);
        Assert.Equal("PerfMgr-7", Assert.Single(inventory.Others).Reference.Value);
        Assert.Equal("PerfMgr-7", inventory.Content["perfManager"].Value);
        Assert.Empty(Assert.IsType<TypedArray>(inventory.Others[0].Read("perfCounter")).Items);
    }

    [Fact]
    public void Files_without_an_object_are_passed_over()
    {
        using var recording = RecordingDirectory.Small();
        recording.AddFile("FetchDVPorts.xml", "<FetchDVPortsResponse><returnval><key>1</key></returnval></FetchDVPortsResponse>");
        recording.AddFile("README.txt", "no XML");
        Assert.Equal(4, Recording.Open(recording.Path, isLenient: false).Entries.Count);
    }

    /// <summary>In memory, and in the temporary file.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(12_000_000)]
    public void What_becomes_of_the_files_after_the_opening_changes_nothing(int length)
    {
        using var recording = RecordingDirectory.Small();
        var notes = Enumerable.Range(0, 3).Select(i => new string((char)('a' + i), length)).ToArray();
        foreach (var note in notes)
        {
            recording.Add("VirtualMachine", $"vm-{note[0]}", RecordingDirectory.Text("name", note[..1]), RecordingDirectory.Reference("parent", "Folder", "group-v3"),
                RecordingDirectory.Value("config", "VirtualMachineConfigInfo", $"<files><vmPathName>{note}</vmPathName></files>"));
        }

        var inventory = Recording.Open(recording.Path, isLenient: false);
        foreach (var file in Directory.GetFiles(recording.Path))
            File.WriteAllText(file, "changed");
        foreach (var note in notes)
        {
            var config = Assert.IsType<DynamicObject>(inventory.Entries.Single(entry => entry.Name == note[..1]).Object.Read("config"));
            var files = Assert.IsType<DynamicObject>(config.GetSchema().FindField("files")!.Get(config));
            Assert.Equal(note, files.GetSchema().FindField("vmPathName")!.Get(files));
        }
    }
}
