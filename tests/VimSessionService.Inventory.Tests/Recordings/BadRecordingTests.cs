using VimSessionService.Inventory.Recordings;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>What is wrong with a recording is said with its file and place; the rest is served when that is asked for.</summary>
public sealed class BadRecordingTests
{
    [Theory]
    [InlineData("<ObjectContent>\n<obj type=\"Folder\">x</obj>\n<propSet>", "0009.xml: line 3: ")]
    [InlineData("<ObjectContent>\n<obj type=\"Folder\">x</objs>", "0009.xml: line 2: ")]
    [InlineData("not XML", "0009.xml: line 1: ")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><ObjectContent/>", "Document types are not accepted")]
    [InlineData("<ObjectContent></ObjectContent>", "the ObjectContent has no obj")]
    [InlineData("<ObjectContent><obj type=\"Unicorn\">u-1</obj></ObjectContent>", "there is no managed type Unicorn")]
    [InlineData("<ObjectContent><obj type=\"Folder\">f</obj>\n<propSet><name>wings</name><val>2</val></propSet></ObjectContent>", "line 2: Folder has no property wings")]
    public void A_file_that_cannot_be_used_is_named(string content, string problem)
    {
        using var recording = RecordingDirectory.Small();
        recording.AddFile("0009.xml", content);
        var message = Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains("--inventory-lenient", message, StringComparison.Ordinal);
        var rest = Recording.Open(recording.Path, isLenient: true);
        Assert.Contains(rest.Problems, text => text.Contains(problem, StringComparison.Ordinal));
        Assert.Contains(rest.Entries, static entry => entry.Object.Reference.Value == "vm-2");
    }

    [Fact]
    public void An_object_that_is_there_twice_is_named_with_both_files()
    {
        using var recording = RecordingDirectory.Small();
        var again = recording.Add("VirtualMachine", "vm-1", RecordingDirectory.Text("name", "again"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        var message = Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message;
        Assert.Contains($"{again}: the object vm-1 is also in {Path.Combine(recording.Path, "0003-VirtualMachine-vm-1.xml")}", message, StringComparison.Ordinal);
        Assert.Single(Recording.Open(recording.Path, isLenient: true).Entries, static entry => entry.Name is "vm-1" or "again");
    }

    [Fact]
    public void A_parent_that_is_not_recorded_is_named_and_else_the_root_folder_is_the_parent()
    {
        using var recording = RecordingDirectory.Small();
        recording.Add("Folder", "group-x", RecordingDirectory.Text("name", "x"), RecordingDirectory.Reference("parent", "Folder", "group-gone"));
        Assert.Contains("group-x is in group-gone, which is not recorded", Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message, StringComparison.Ordinal);
        Assert.Equal("group-d1", Recording.Open(recording.Path, isLenient: true).Entries.Single(static entry => entry.Name == "x").Parent!.Value);
    }

    [Fact]
    public void A_part_of_an_inventory_is_served_in_the_root_folder_of_the_service()
    {
        using var recording = new RecordingDirectory();
        recording.Add("Folder", "group-v3", RecordingDirectory.Text("name", "vm"), RecordingDirectory.Reference("parent", "Datacenter", "datacenter-2"));
        recording.Add("VirtualMachine", "vm-1", RecordingDirectory.Text("name", "a"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        var inventory = Recording.Open(recording.Path, isLenient: false);
        Assert.Null(inventory.Root);
        Assert.Equal(["vm in -", "a in group-v3"], inventory.Entries.Select(static entry => $"{entry.Name} in {entry.Parent?.Value ?? "-"}"));
    }

    [Fact]
    public void Parents_that_go_round_are_named_and_else_left_out()
    {
        using var recording = RecordingDirectory.Small();
        recording.Add("Folder", "group-a", RecordingDirectory.Text("name", "a"), RecordingDirectory.Reference("parent", "Folder", "group-b"));
        recording.Add("Folder", "group-b", RecordingDirectory.Text("name", "b"), RecordingDirectory.Reference("parent", "Folder", "group-a"));
        Assert.Contains("its parents go round", Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Recording.Open(recording.Path, isLenient: true).Entries, static entry => entry.Name is "a" or "b");
    }

    /// <summary>Whatever is read first: the object below the others, or one of them.</summary>
    [Theory]
    [InlineData("group-0")]
    [InlineData("group-z")]
    public void What_is_below_parents_that_go_round_stands_in_the_root_folder(string below)
    {
        using var recording = RecordingDirectory.Small();
        if (below == "group-0")
            recording.Add("Folder", below, RecordingDirectory.Text("name", "below"), RecordingDirectory.Reference("parent", "Folder", "group-a"));
        recording.Add("Folder", "group-a", RecordingDirectory.Text("name", "a"), RecordingDirectory.Reference("parent", "Folder", "group-b"));
        recording.Add("Folder", "group-b", RecordingDirectory.Text("name", "b"), RecordingDirectory.Reference("parent", "Folder", "group-a"));
        if (below == "group-z")
            recording.Add("Folder", below, RecordingDirectory.Text("name", "below"), RecordingDirectory.Reference("parent", "Folder", "group-a"));
        var entries = Recording.Open(recording.Path, isLenient: true).Entries;
        Assert.DoesNotContain(entries, static entry => entry.Name is "a" or "b");
        Assert.Equal("group-d1", entries.Single(static entry => entry.Name == "below").Parent!.Value);
    }

    [Fact]
    public void A_second_root_folder_is_named()
    {
        using var recording = RecordingDirectory.Small();
        recording.Add("Folder", "group-d9", RecordingDirectory.Text("name", "Datacenters"));
        Assert.Contains("Record one server at a time", Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<powerState>on</powerState>", "Cannot convert the value of property powerState to VirtualMachinePowerState", true)]
    [InlineData("<wings>2</wings>", "Unexpected element tag \"wings\" seen", false)]
    public void A_value_that_does_not_fit_its_type_is_named_when_it_is_read(string content, string problem, bool isUnset)
    {
        using var recording = RecordingDirectory.Small();
        var file = recording.Add("VirtualMachine", "vm-3", RecordingDirectory.Text("name", "c"), RecordingDirectory.Reference("parent", "Folder", "group-v3"), RecordingDirectory.Value("runtime", "VirtualMachineRuntimeInfo", content));
        var machine = Recording.Open(recording.Path, isLenient: false).Entries.Single(static entry => entry.Name == "c").Object;
        var message = Assert.Throws<InventoryException>(() => machine.Read("runtime")).Message;
        Assert.StartsWith($"{file}, line 13: the value of runtime cannot be read: {problem}", message, StringComparison.Ordinal);
        var (rest, told) = OpenLenient(recording.Path);
        Assert.Equal(isUnset, rest.Entries.Single(static entry => entry.Name == "c").Object.Read("runtime") is null);
        Assert.StartsWith($"{file}, line 13: ", Assert.Single(told), StringComparison.Ordinal);
    }

    /// <summary>As a newer server has them: one by itself, one with members of its own, an array, in a value and in a value within it.</summary>
    [Fact]
    public void Members_that_a_type_does_not_have_are_left_out_and_told_once_each()
    {
        const string Content = "<wings><span>2</span><wings>3</wings></wings><connectionState>connected</connectionState><wheels>1</wheels><wheels>2</wheels><powerState>poweredOff</powerState>"
            + "<offlineFeatureRequirement><key>a</key><wings>1</wings><featureName>f</featureName><value>v</value></offlineFeatureRequirement><toolsInstallerMounted>true</toolsInstallerMounted>";
        using var recording = RecordingDirectory.Small();
        foreach (var name in (string[])["c", "d"])
            recording.Add("VirtualMachine", $"vm-{name}", RecordingDirectory.Text("name", name), RecordingDirectory.Reference("parent", "Folder", "group-v3"), RecordingDirectory.Value("runtime", "VirtualMachineRuntimeInfo", Content));
        var (rest, told) = OpenLenient(recording.Path);
        foreach (var name in (string[])["c", "d"])
        {
            var runtime = rest.Entries.Single(entry => entry.Name == name).Object.Read("runtime");
            Assert.Equal("poweredOff", ((EnumValue)Field(runtime, "powerState")!).Value);
            Assert.Equal(true, Field(runtime, "toolsInstallerMounted"));
            Assert.Equal("v", Field(Assert.Single((DataObject[])Field(runtime, "offlineFeatureRequirement")!), "value"));
        }

        Assert.Equal(
            ["wings, which VirtualMachineRuntimeInfo", "wheels, which VirtualMachineRuntimeInfo", "wings, which VirtualMachineFeatureRequirement"],
            told.Select(static text => text[(text.IndexOf("the member ", StringComparison.Ordinal) + 11)..text.IndexOf(" does not have", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_path_that_has_no_recording_is_named()
    {
        using var recording = new RecordingDirectory();
        Assert.Contains("has no object in it", Assert.Throws<InventoryException>(() => Recording.Open(recording.Path, isLenient: false)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no /no/such/path", Assert.Throws<InventoryException>(() => Recording.Open("/no/such/path", isLenient: false)).Message, StringComparison.Ordinal);
        Assert.Contains("neither a directory", Assert.Throws<InventoryException>(() => Recording.Open(recording.AddFile("a.txt", ""), isLenient: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_or_a_device_is_refused_and_not_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes and devices are those of Linux.");
        using var recording = RecordingDirectory.Small();
        var pipe = Path.Combine(recording.Path, "0009-pipe.xml");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"{pipe} is not a regular file", await RefusalAsync(recording.Path), StringComparison.Ordinal);
        File.Delete(pipe);
        File.CreateSymbolicLink(pipe, "/dev/zero");
        Assert.Contains($"{pipe} is not a regular file", await RefusalAsync(recording.Path), StringComparison.Ordinal);
        File.Delete(pipe);
        Assert.Contains("/dev/zero is not a regular file", await RefusalAsync("/dev/zero"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"objects\":[\n{", "line 2, byte 2: it is no JSON")]
    [InlineData("no JSON", "line 1, byte 2: it is no JSON")]
    [InlineData("{\"objects\":[\n{}, 1]}", "line 2: an object is expected here")]
    [InlineData("{\"object\":[]}", "has no array of objects")]
    [InlineData("[\n{\"obj\":{\"type\":\"Unicorn\",\"value\":\"u\"}}]", ", line 2: there is no managed type Unicorn")]
    [InlineData("[{\"propSet\":[]}]", ", line 1: the ObjectContent has no obj")]
    [InlineData("[{\"obj\":{\"type\":1,\"value\":\"u\"}}]", ", line 1: a name or a reference is no text")]
    [InlineData("[{\"obj\":{\"type\":\"Folder\",\"value\":\"f\"},\n\"propSet\":[\n{\"name\":\"wings\",\"val\":{\"_typeName\":\"int\",\"_value\":2}}]}]", ": line 3: Folder has no property wings")]
    public void A_JSON_document_that_cannot_be_used_is_named_with_its_line(string content, string problem)
    {
        using var recording = new RecordingDirectory();
        var path = recording.AddFile("recording.json", content);
        var message = Assert.Throws<InventoryException>(() => Recording.Open(path, isLenient: false)).Message;
        Assert.Contains($"{path}", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"_typeName\":\"VirtualMachineRuntimeInfo\",\"powerState\":\"on\"}", "Cannot convert the value of property powerState to VirtualMachinePowerState", true)]
    [InlineData("{\"_typeName\":\"VirtualMachineRuntimeInfo\",\"wings\":{\"span\":[2]}}", "VirtualMachineRuntimeInfo has no wings", false)]
    [InlineData("2", "bears no type", true)]
    public void A_value_of_a_JSON_document_that_does_not_fit_is_named_when_it_is_read(string value, string problem, bool isUnset)
    {
        using var recording = new RecordingDirectory();
        var path = recording.AddFile("recording.json", $"[{{\"obj\":{{\"type\":\"VirtualMachine\",\"value\":\"vm-1\"}},\n\"propSet\":[\n{{\"name\":\"runtime\",\"val\":{value}}}]}}]");
        var message = Assert.Throws<InventoryException>(() => Recording.Open(path, isLenient: false).Entries[0].Object.Read("runtime")).Message;
        Assert.StartsWith($"{path}, line 3: the value of runtime cannot be read: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        var (rest, told) = OpenLenient(path);
        Assert.Equal(isUnset, rest.Entries[0].Object.Read("runtime") is null);
        Assert.StartsWith($"{path}, line 3: ", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_of_a_JSON_document_that_is_too_large_is_refused_while_it_is_read()
    {
        using var stream = new EndlessText();
        var items = new JsonItems(stream, "endless.json", mostBytes: 1024 * 1024);
        Assert.Contains("One object is never so large", Assert.Throws<InventoryException>(() => items.TryNext(out _, out _)).Message, StringComparison.Ordinal);
        Assert.True(stream.Position < 8 * 1024 * 1024);
    }

    /// <summary>A recording of which the rest is served, and what is told of it when values are read.</summary>
    private static (ServedInventory Inventory, List<string> Told) OpenLenient(string path)
    {
        var (rest, told) = (Recording.Open(path, isLenient: true), new List<string>());
        Assert.Single(rest.Late).TellTo(told.Add);
        return (rest, told);
    }

    private static object? Field(object? value, string name) => ((DataObject)value!).GetSchema().FindField(name)!.Get((DataObject)value);

    private static async Task<string> RefusalAsync(string path)
    {
        var opened = Task.Run(() => Assert.Throws<InventoryException>(() => Recording.Open(path, isLenient: true)).Message, TestContext.Current.CancellationToken);
        return await opened.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
