using VimSessionService.Inventory.Recorder;

namespace VimSessionService.Inventory.Tests.Recorder;

/// <summary>What a recorder asks a server, and what it makes of the answers.</summary>
public sealed class ServerRecorderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("recorder").FullName;

    [Fact]
    public async Task It_follows_every_reference_once_in_pages_and_speaks_the_version_of_the_server()
    {
        using var server = Small("5.5");
        server.PageSize = 1;
        var summary = await RecordAsync(server);

        Assert.Equal(("A server", 5), (summary.Product, summary.Objects));
        Assert.Equal(
            ["0000-ServiceInstance-ServiceInstance.xml", "0001-Folder-group-d1.xml", "0002-PropertyCollector-pc.xml", "0003-VirtualMachine-vm-1.xml", "0004-VirtualMachine-vm-2.xml"],
            Files().Select(Path.GetFileName));
        Assert.Equal("RetrieveServiceContent \"urn:vim25\"", server.Calls[0]);
        Assert.All(server.Calls.Skip(1), static call => Assert.EndsWith(" \"urn:vim25/5.5\"", call, StringComparison.Ordinal));
        Assert.Equal("Logout", server.Calls[^1].Split(' ')[0]);
        Assert.DoesNotContain(server.Calls, static call => call.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_of_the_form_of_govc()
    {
        using var server = Small();
        await RecordAsync(server);

        Assert.Equal(
            """
            <ObjectContent xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <obj type="VirtualMachine">vm-1</obj>
              <propSet>
                <name>config</name>
                <val xsi:type="VirtualMachineConfigInfo">
                  <name>a &amp; b</name>
                  <extraConfig>
                    <key>guestinfo.userdata</key>
                    <value xsi:type="xsd:string"></value>
                  </extraConfig>
                  <newerThanTheSchema>7</newerThanTheSchema>
                </val>
              </propSet>
              <propSet>
                <name>parent</name>
                <val type="Folder" xsi:type="ManagedObjectReference">group-d1</val>
              </propSet>
            </ObjectContent>

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(Files()[3], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Secrets_are_left_empty()
    {
        using var server = Small(hasNetwork: true).Add("LicenseManager", "lm", ScriptedServer.Property("licenses", "ArrayOfLicenseManagerLicenseInfo", "<LicenseManagerLicenseInfo><licenseKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</licenseKey><editionKey>e</editionKey></LicenseManagerLicenseInfo>"))
            .Add("OptionManager", "om", ScriptedServer.Property("setting", "ArrayOfOptionValue", Option("mail.smtp.password", "hush") + Option("snmp.receiver.1.community", "hush") + Option("mail.smtp.server", "relay")));
        server.Add("Datacenter", "dc", ScriptedServer.Reference("vmFolder", "LicenseManager", "lm"), ScriptedServer.Reference("hostFolder", "OptionManager", "om"));
        server.Add("Folder", "more", ScriptedServer.Reference("parent", "Datacenter", "dc"));
        server.Add("Network", "n", ScriptedServer.Reference("parent", "Folder", "more"));
        server.Add("Task", "t");
        var summary = await RecordAsync(server);

        var all = string.Concat(Files().Select(File.ReadAllText));
        Assert.DoesNotContain("hush", all, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAAA", all, StringComparison.Ordinal);
        Assert.Contains("relay", all, StringComparison.Ordinal);
        Assert.Equal(4, summary.Secrets);
    }

    [Fact]
    public async Task What_cannot_be_read_is_noted_and_the_rest_is_recorded()
    {
        using var server = Small(hasNetwork: true).Add("Datastore", "ds", ScriptedServer.Property("name", "xsd:string", "one"), ScriptedServer.Property("info", "VmfsDatastoreInfo", "<name>one</name>"))
            .Fail("ds", "SystemError").Fail("ds.info", "SystemError").Fail("vm-2", "ManagedObjectNotFound")
            .Add("Network", "n", ScriptedServer.Reference("parent", "Datastore", "ds"), "<missingSet><path>summary</path><fault><fault xsi:type=\"NoPermission\"/></fault></missingSet>");
        var summary = await RecordAsync(server);

        Assert.Equal(["Datastore:ds, info: It is a SystemError.", "VirtualMachine:vm-2 is not there any more."], summary.Notes.Order(StringComparer.Ordinal));
        Assert.Equal(1, summary.Missing);
        var store = await File.ReadAllTextAsync(Files().Single(static file => file.EndsWith("-Datastore-ds.xml", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Contains("<name>name</name>", store, StringComparison.Ordinal);
        Assert.DoesNotContain("<name>info</name>", store, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("192.0.2.1:/volume")]
    [InlineData("..")]
    public async Task A_reference_leads_to_no_other_directory(string value)
    {
        using var server = Small(hasNetwork: true).Add("Datastore", value);
        server.Add("Network", "n", ScriptedServer.Reference("parent", "Datastore", value));
        await RecordAsync(server);

        Assert.Single(Files(), static file => Path.GetFileName(file).Contains("-Datastore-", StringComparison.Ordinal));
        Assert.Equal(Files().Length, Directory.GetFiles(Path.Combine(_directory, "out"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_recording()
    {
        using var server = Small().Fail("vm-1", "NotAuthenticated");
        var failure = await Assert.ThrowsAsync<ServerFaultException>(() => RecordAsync(server));

        Assert.Equal("NotAuthenticated", failure.FaultType);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task An_interrupt_logs_out_and_leaves_nothing()
    {
        using var server = Small();
        using var interrupt = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RecordAsync(server, _ => interrupt.Cancel(), interrupt.Token));

        Assert.StartsWith("Logout ", server.Calls[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Option(string key, string value) => $"<OptionValue xsi:type=\"OptionValue\"><key>{key}</key><value xsi:type=\"xsd:string\">{value}</value></OptionValue>";

    /// <summary>A folder with two machines, and a network that a test adds.</summary>
    private static ScriptedServer Small(string version = "8.0.3.0", bool hasNetwork = false) => new ScriptedServer { Version = version }
        .Add("ServiceInstance", "ServiceInstance", ScriptedServer.Property("content", "ServiceContent", $"<rootFolder type=\"Folder\">group-d1</rootFolder><propertyCollector type=\"PropertyCollector\">pc</propertyCollector>{(hasNetwork ? "<perfManager type=\"Network\">n</perfManager>" : "")}"))
        .Add("Folder", "group-d1", ScriptedServer.Property("childEntity", "ArrayOfManagedObjectReference", "<ManagedObjectReference type=\"VirtualMachine\" xsi:type=\"ManagedObjectReference\">vm-1</ManagedObjectReference><ManagedObjectReference type=\"VirtualMachine\" xsi:type=\"ManagedObjectReference\">vm-2</ManagedObjectReference>"))
        .Add("PropertyCollector", "pc", ScriptedServer.Property("filter", "ArrayOfManagedObjectReference", "<ManagedObjectReference type=\"PropertyFilter\">f</ManagedObjectReference>"))
        .Add("VirtualMachine", "vm-1", ScriptedServer.Property("config", "VirtualMachineConfigInfo", "<name>a &amp; b</name><extraConfig><key>guestinfo.userdata</key><value xsi:type=\"xsd:string\">hush</value></extraConfig><newerThanTheSchema>7</newerThanTheSchema>"), ScriptedServer.Reference("parent", "Folder", "group-d1"))
        .Add("VirtualMachine", "vm-2", ScriptedServer.Reference("parent", "Folder", "group-d1"));

    /// <summary>Records.</summary>
    /// <param name="server">The server.</param>
    /// <param name="progress">Is told of progress.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<RecordingSummary> RecordAsync(ScriptedServer server, Action<WalkProgress>? progress = null, CancellationToken? cancellationToken = null)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        var target = Path.Combine(_directory, "out");
        using var writer = new RecordingWriter(target);
        var order = new RecordingOrder(new Uri("https://vcenter.example/sdk"), "user", "secret");
        var summary = await new ServerRecorder(http).RecordAsync(order, writer, progress ?? (static _ => { }), cancellationToken ?? TestContext.Current.CancellationToken);
        writer.Finish(target);
        return summary;
    }

    private string[] Files() => [.. Directory.GetFiles(Path.Combine(_directory, "out"), "*.xml").Order(StringComparer.Ordinal)];
}
