using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>The searches of a HostDatastoreBrowser: the files that virtual machines name, as the result of a task.</summary>
public sealed partial class DatastoreSearchTests : IDisposable
{
    private const string Machine = "[LocalDS_0] DC0_H0_VM0";

    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private readonly TestService _service = new(
        new EndpointOptions { Catalog = Lab.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Lab)));

    private static ManagedObjectReference Datastore => Lab.Entries.Single(static entry => entry.Name == "LocalDS_0").Object.Reference;

    private static string Browser => ((ManagedObjectReference)Lab.Entries.Single(static entry => entry.Name == "LocalDS_0").Object.Read("browser")!).Value;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task All_files_of_a_directory_are_found_by_their_names()
    {
        var info = await SearchAsync(Machine);
        Assert.Contains($"<result xsi:type=\"HostDatastoreBrowserSearchResults\"><datastore type=\"Datastore\">{Datastore.Value}</datastore><folderPath>{Machine}</folderPath>", info, StringComparison.Ordinal);
        Assert.Equal(
            ["DC0_H0_VM0-flat.vmdk", "DC0_H0_VM0.nvram", "DC0_H0_VM0.vmdk", "DC0_H0_VM0.vmsd", "DC0_H0_VM0.vmx", "vmware.log"],
            Paths().Matches(info).Select(static match => match.Groups[1].Value));
        Assert.DoesNotContain("<fileSize>", info, StringComparison.Ordinal);
        Assert.DoesNotContain("xsi:type=\"VmDiskFileInfo\"", info, StringComparison.Ordinal);
    }

    /// <summary>A client of 2.0 to 3.5 does not know the owner of a file; libvirt is one.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("<fileOwner>true</fileOwner>", 6)]
    public async Task What_is_told_of_a_file_is_asked_for(string owner, int owners)
    {
        var info = await SearchAsync(Machine, $"<details><fileType>true</fileType><fileSize>true</fileSize><modification>true</modification>{owner}</details>");
        Assert.Contains("xsi:type=\"VmDiskFileInfo\"><path>DC0_H0_VM0.vmdk</path><fileSize>528</fileSize><modification>2025-03-01T06:00:00Z</modification>", info, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"VmConfigFileInfo\"><path>DC0_H0_VM0.vmx</path>", info, StringComparison.Ordinal);
        Assert.Contains("<file><path>DC0_H0_VM0-flat.vmdk</path><fileSize>3221225472</fileSize>", info, StringComparison.Ordinal);
        Assert.Equal(owners, Regex.Count(info, "<owner>root</owner>"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("<filter><thin>true</thin></filter>", true)]
    [InlineData("<filter><thin>false</thin></filter>", false)]
    [InlineData("<filter><diskType>VirtualDiskFlatVer2BackingInfo</diskType><matchHardwareVersion>21</matchHardwareVersion><controllerType>ParaVirtualSCSIController</controllerType></filter>", true)]
    [InlineData("<filter><diskType>VirtualDiskSparseVer2BackingInfo</diskType></filter>", false)]
    [InlineData("<filter><matchHardwareVersion>4</matchHardwareVersion></filter>", false)]
    public async Task A_query_for_disks_finds_disks(string filter, bool isFound)
    {
        var info = await SearchAsync(
            Machine,
            $"<query xsi:type=\"VmDiskFileQuery\">{filter}<details><diskType>true</diskType><capacityKb>true</capacityKb><hardwareVersion>true</hardwareVersion><controllerType>true</controllerType><diskExtents>true</diskExtents><thin>true</thin></details></query>");
        Assert.Equal(isFound ? 1 : 0, Paths().Count(info));
        Assert.Equal(isFound, info.Contains(
            "<file xsi:type=\"VmDiskFileInfo\"><path>DC0_H0_VM0.vmdk</path><diskType>VirtualDiskFlatVer2BackingInfo</diskType><capacityKb>16777216</capacityKb><hardwareVersion>21</hardwareVersion>"
                + "<controllerType>ParaVirtualSCSIController</controllerType><diskExtents>[LocalDS_0] DC0_H0_VM0/DC0_H0_VM0-flat.vmdk</diskExtents><thin>true</thin></file>",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<matchPattern>*.vmx</matchPattern>", "DC0_H0_VM0.vmx")]
    [InlineData("<matchPattern>*.VMX</matchPattern>", "")]
    [InlineData("<searchCaseInsensitive>true</searchCaseInsensitive><matchPattern>*.VMX</matchPattern>", "DC0_H0_VM0.vmx")]
    [InlineData("<matchPattern>vmware.lo?</matchPattern><matchPattern>*.nvram</matchPattern>", "DC0_H0_VM0.nvram vmware.log")]
    public async Task Files_are_found_by_patterns(string patterns, string expected) =>
        Assert.Equal(expected, string.Join(' ', Paths().Matches(await SearchAsync(Machine, patterns)).Select(static match => match.Groups[1].Value)));

    [Fact]
    public async Task A_pattern_that_is_longer_than_a_name_is_refused() => Assert.Contains(
        "<invalidProperty>searchSpec.matchPattern</invalidProperty>",
        await CallAsync(Search("SearchDatastore_Task", Machine, $"<matchPattern>{new string('*', 256)}</matchPattern>")),
        StringComparison.Ordinal);

    /// <summary>The directory that is asked for is named as in the request, those below it end with a slash.</summary>
    [Fact]
    public async Task A_search_of_the_directories_below_finds_each_with_its_files()
    {
        var info = await SearchAsync("[LocalDS_0]", "<query xsi:type=\"FolderFileQuery\"/><query xsi:type=\"VmConfigFileQuery\"><details><configVersion>true</configVersion></details></query>", "SearchDatastoreSubFolders_Task");
        var machines = ((ManagedObjectReference[])Lab.Entries.Single(static entry => entry.Name == "LocalDS_0").Object.Read("vm")!).Length;
        Assert.Contains("<folderPath>[LocalDS_0]</folderPath><file xsi:type=\"FolderFileInfo\"><path>DC0_C0_RP0_VM0</path></file>", info, StringComparison.Ordinal);
        Assert.Contains("<folderPath>[LocalDS_0] DC0_H0_VM1/</folderPath><file xsi:type=\"VmConfigFileInfo\"><path>DC0_H0_VM1.vmx</path><configVersion>21</configVersion></file>", info, StringComparison.Ordinal);
        Assert.Equal(machines + 1, Regex.Count(info, "<folderPath>"));
        Assert.Equal(2 * machines, Paths().Count(info));
    }

    [Theory]
    [InlineData("[LocalDS_0] .", "DC0_H0_VM1")]
    [InlineData("[LocalDS_0]/", "DC0_H0_VM1")]
    [InlineData("[LocalDS_0] DC0_H0_VM1/", "DC0_H0_VM1.vmx")]
    [InlineData("[LocalDS_0] /./DC0_H0_VM1", "DC0_H0_VM1.vmx")]
    public async Task A_directory_is_named_in_several_ways(string path, string found)
    {
        var info = await SearchAsync(path);
        Assert.Contains($"<path>{found}</path>", info, StringComparison.Ordinal);
        Assert.Contains($"<folderPath>{path}</folderPath>", info, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LocalDS_0", "xsi:type=\"InvalidDatastorePath\"><datastorePath>LocalDS_0</datastorePath>", "Invalid datastore path 'LocalDS_0'.")]
    [InlineData("[LocalDS_0] ../x", "xsi:type=\"InvalidDatastorePath\"><datastorePath>[LocalDS_0] ../x</datastorePath>", "Invalid datastore path '[LocalDS_0] ../x'.")]
    [InlineData("[other] x", "xsi:type=\"InvalidDatastore\"><name>other</name>", "Invalid datastore path '[other] x'.")]
    [InlineData("[LocalDS_0] nowhere", "xsi:type=\"FileNotFound\"><file>[LocalDS_0] nowhere</file>", "File [LocalDS_0] nowhere was not found")]
    public async Task What_is_wrong_with_a_path_is_the_error_of_the_task(string path, string fault, string text)
    {
        var info = await InfoAsync(Search("SearchDatastore_Task", path));
        Assert.Contains("<state>error</state>", info, StringComparison.Ordinal);
        Assert.Contains(fault, info, StringComparison.Ordinal);
        Assert.Contains($"<localizedMessage>{text}</localizedMessage>", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_browse_the_datastore_searches_it_and_reads_the_task()
    {
        Assert.Contains("NotAuthenticated", (await _service.CallAsync(Search("SearchDatastore_Task", Machine))).Answer, StringComparison.Ordinal);
        Allow(-2);
        var cookie = await _service.LoginAsync("nobody", "s3cret-N");
        var refused = await CallAsync(Search("SearchDatastore_Task", Machine), cookie);
        Assert.Contains($"<object type=\"Datastore\">{Datastore.Value}</object><privilegeId>Datastore.Browse</privilegeId>", refused, StringComparison.Ordinal);
        Allow(_service.Get<RoleDirectory>().Add("browser", ["Datastore.Browse"]).RoleId);
        var info = await InfoAsync(Search("SearchDatastore_Task", Machine), cookie);
        Assert.Contains("<state>success</state>", info, StringComparison.Ordinal);
        Assert.Contains($"<entity type=\"Datastore\">{Datastore.Value}</entity><entityName>LocalDS_0</entityName>", info, StringComparison.Ordinal);

        void Allow(int role) => _service.Get<PermissionTable>().Set(new PermissionEntry(
            AccountName.Parse("nobody"), IsGroup: false, RoleId: role, Propagate: false, Entity: Datastore));
    }

    /// <summary>The oldest result goes when there are too many with those after it, and its task with it.</summary>
    [Fact]
    public async Task Results_of_tasks_are_bounded_together()
    {
        var tasks = _service.Get<ServiceObjects>().Served!.Tasks;
        var (first, second, third) = (Begin(1), Begin(TaskBook.MostResults), Begin(0));

        Assert.Contains("ManagedObjectNotFound", await InfoOfAsync(first), StringComparison.Ordinal);
        Assert.Contains("<result xsi:type=\"xsd:string\">200000</result>", await InfoOfAsync(second), StringComparison.Ordinal);
        Assert.Contains("<result xsi:type=\"xsd:string\">0</result>", await InfoOfAsync(third), StringComparison.Ordinal);
        Assert.Null(DynamicMembers.Field(tasks.Known.Single(task => task.Number == 1).Info(), "result"));

        string Begin(int weight) => tasks.Begin(
            new TaskPlan { Method = "SearchDatastore_Task", Target = Datastore, ResultWeight = weight, Finish = () => $"{weight}" }, "root").Value;

        Task<string> InfoOfAsync(string task) => CallAsync($"<Fetch _NS><_this type=\"Task\">{task}</_this><prop>info</prop></Fetch>");
    }

    /// <summary>A thousand tasks are remembered after their end; what they worked with is not.</summary>
    [Fact]
    public void A_task_that_has_ended_holds_nothing_of_what_it_did()
    {
        var held = Begin(_service.Get<ServiceObjects>().Served!.Tasks);
        GC.Collect();
        Assert.False(held.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Begin(TaskBook tasks)
        {
            var work = new object();
            tasks.Begin(new TaskPlan { Method = "SearchDatastore_Task", Target = Datastore, Check = () => GC.KeepAlive(work), Finish = () => work.GetHashCode() }, "root");
            return new WeakReference(work);
        }
    }

    private async Task<string> SearchAsync(string path, string spec = "", string method = "SearchDatastore_Task")
    {
        var info = await InfoAsync(Search(method, path, spec));
        Assert.Contains("<state>success</state>", info, StringComparison.Ordinal);
        return info;
    }

    private static string Search(string method, string path, string spec = "") =>
        $"<{method} _NS><_this type=\"HostDatastoreBrowser\">{Browser}</_this><datastorePath>{path}</datastorePath>{(spec.Length == 0 ? "" : $"<searchSpec>{spec}</searchSpec>")}</{method}>";

    private async Task<string> InfoAsync(string search, string? cookie = null)
    {
        cookie ??= await _service.LoginAsync();
        var task = TaskNames().Match(await CallAsync(search, cookie)).Groups[1].Value;
        return await CallAsync($"<Fetch _NS><_this type=\"Task\">{task}</_this><prop>info</prop></Fetch>", cookie);
    }

    private async Task<string> CallAsync(string body, string? cookie = null) => (await _service.CallAsync(body, cookie ?? await _service.LoginAsync())).Answer;

    [GeneratedRegex("<path>([^<]*)</path>")]
    private static partial Regex Paths();

    [GeneratedRegex("<returnval type=\"Task\">([^<]*)</returnval>")]
    private static partial Regex TaskNames();
}
