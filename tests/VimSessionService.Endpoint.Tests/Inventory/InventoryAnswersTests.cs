using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>Methods that are answered from what an inventory has, and who may read the managers of a host.</summary>
public sealed partial class InventoryAnswersTests : IDisposable
{
    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private readonly TestService _service = new(
        new EndpointOptions { Catalog = Lab.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Lab)));

    public void Dispose() => _service.Dispose();

    /// <summary>Three hosts of 840 of 38,400 MHz and 9,216 of 131,072 MB each, and one datastore of four TB with three free.</summary>
    [Fact]
    public async Task The_usage_of_a_cluster_is_the_sum_of_its_hosts_and_its_datastores() => Assert.Contains(
        "<cpuUsedMHz>2520</cpuUsedMHz><cpuCapacityMHz>115200</cpuCapacityMHz><memUsedMB>27648</memUsedMB><memCapacityMB>393216</memCapacityMB><pMemAvailableMB>0</pMemAvailableMB><pMemCapacityMB>0</pMemCapacityMB>"
            + "<storageUsedMB>1048576</storageUsedMB><storageCapacityMB>4194304</storageCapacityMB>",
        await CallAsync($"<GetResourceUsage _NS><_this type=\"ClusterComputeResource\">{Reference("DC0_C0")}</_this></GetResourceUsage>"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_host_tells_the_time_of_the_service() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"<returnval>{_service.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss}"),
        await CallAsync($"<QueryDateTime _NS><_this type=\"HostDateTimeSystem\">{Manager("DC0_H0", "dateTimeSystem")}</_this></QueryDateTime>"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("<name>UserVars.DcuiTimeOut</name>", "<returnval xsi:type=\"OptionValue\"><key>UserVars.DcuiTimeOut</key><value xsi:type=\"xsd:long\">600</value></returnval>", 1)]
    [InlineData("<name>NFS.</name>", "NFS.MaxVolumes", 5)]
    [InlineData("", "Syslog.global.logHost", 51)]
    [InlineData("<name>NFS</name>", "xsi:type=\"InvalidName\"><name>NFS</name>", 0)]
    public async Task A_setting_of_a_host_is_found_by_name_and_by_the_start_of_one(string name, string expected, int count)
    {
        var answer = await CallAsync($"<QueryOptions _NS><_this type=\"OptionManager\">{Manager("DC0_H0", "EsxHostAdvSettings")}</_this>{name}</QueryOptions>");
        Assert.Equal(count, Regex.Count(answer, "<returnval"));
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vmotion", "<nicType>vmotion</nicType><multiSelectAllowed>true</multiSelectAllowed><candidateVnic><device>vmk0</device>")]
    [InlineData("vsan", "<nicType>vsan</nicType>")]
    [InlineData("coffee", "xsi:type=\"InvalidArgument\"><invalidProperty>nicType</invalidProperty>")]
    public async Task A_role_of_network_cards_is_asked_for_by_its_name(string role, string expected)
    {
        var answer = await CallAsync($"<QueryNetConfig _NS><_this type=\"HostVirtualNicManager\">{Manager("DC0_H0", "virtualNicManager")}</_this><nicType>{role}</nicType></QueryNetConfig>");
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Equal(role == "vmotion", answer.Contains("<selectedVnic>vmotion.key-vim.host.VirtualNic-vmk0</selectedVnic>", StringComparison.Ordinal));
    }

    /// <summary>Eight ports for virtual machines, and four uplinks of each of four hosts, of which one has a card.</summary>
    [Theory]
    [InlineData("", 24)]
    [InlineData("<criteria><uplinkPort>true</uplinkPort></criteria>", 16)]
    [InlineData("<criteria><portgroupKey>dvportgroup-10</portgroupKey><inside>true</inside></criteria>", 8)]
    [InlineData("<criteria><portgroupKey>dvportgroup-10</portgroupKey><inside>false</inside></criteria>", 16)]
    [InlineData("<criteria><connected>true</connected></criteria>", 4)]
    [InlineData("<criteria><connected>false</connected><uplinkPort>true</uplinkPort></criteria>", 12)]
    [InlineData("<criteria><portKey>3</portKey><portKey>8</portKey><portKey>99</portKey></criteria>", 2)]
    [InlineData("<criteria><host type=\"HostSystem\">HOST</host></criteria>", 1)]
    public async Task The_ports_of_a_switch_are_those_that_are_asked_for(string criteria, int count)
    {
        var answer = await CallAsync(
            $"<FetchDVPorts _NS><_this type=\"VmwareDistributedVirtualSwitch\">{Reference("DVS0")}</_this>{criteria.Replace("HOST", Host("DC0_H0"), StringComparison.Ordinal)}</FetchDVPorts>");
        Assert.Equal(count, Keys().Count(answer));
    }

    [Fact]
    public async Task Who_may_read_one_host_reads_its_managers_and_no_others()
    {
        _service.Get<PermissionTable>().Set(new PermissionEntry(
            AccountName.Parse("nobody"), IsGroup: false, RoleId: -2, Propagate: false, Entity: new ManagedObjectReference("HostSystem", Host("DC0_H0"))));
        var cookie = await _service.LoginAsync("nobody", "s3cret-N");
        Assert.Contains("<enabled>false</enabled>", await CallAsync(TestService.Fetch("config.defaults", Manager("DC0_H0", "autoStartManager")), cookie), StringComparison.Ordinal);
        Assert.Contains("<QueryOptionsResponse", await CallAsync($"<QueryOptions _NS><_this type=\"OptionManager\">{Manager("DC0_H0", "EsxHostAdvSettings")}</_this></QueryOptions>", cookie), StringComparison.Ordinal);
        Assert.Contains("NoPermission", await CallAsync(TestService.Fetch("config.defaults", Manager("DC0_C0_H0", "autoStartManager")), cookie), StringComparison.Ordinal);
        Assert.Contains("NoPermission", await CallAsync($"<QueryOptions _NS><_this type=\"OptionManager\">{Manager("DC0_C0_H0", "EsxHostAdvSettings")}</_this></QueryOptions>", cookie), StringComparison.Ordinal);
    }

    private static string Reference(string name) => Lab.Entries.First(entry => entry.Name == name).Object.Reference.Value;

    private static string Host(string name) => Lab.Entries.Single(entry => entry.Name == name && entry.Object.Reference.Type == "HostSystem").Object.Reference.Value;

    private static string Manager(string host, string name) => name + Host(host)["host".Length..];

    private async Task<string> CallAsync(string body, string? cookie = null) => (await _service.CallAsync(body, cookie ?? await _service.LoginAsync())).Answer;

    [GeneratedRegex("<returnval[^>]*><key>")]
    private static partial Regex Keys();
}
