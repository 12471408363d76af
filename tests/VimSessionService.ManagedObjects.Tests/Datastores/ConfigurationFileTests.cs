using System.Text;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Datastores;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Datastores;

/// <summary>Configuration files that are written of what the API tells of a virtual machine.</summary>
public sealed class ConfigurationFileTests
{
    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);
    private static readonly LabValues Values = new(Lab.Api);

    [Fact]
    public void A_machine_of_the_lab_has_its_hardware_its_disk_and_its_card()
    {
        var config = (DynamicObject)Lab.Entries.Single(static entry => entry.Name == "DC0_H0_VM0").Object.Read("config")!;
        var lines = Lines(config, "[LocalDS_0] DC0_H0_VM0");
        Assert.Equal(
            [
                ".encoding = \"UTF-8\"", "config.version = \"8\"", "virtualHW.version = \"21\"", "displayName = \"DC0_H0_VM0\"", "guestOS = \"debian12-64\"", "firmware = \"efi\"",
                "memSize = \"2048\"", "numvcpus = \"1\"", "cpuid.coresPerSocket = \"1\"", "scsi0.present = \"TRUE\"", "scsi0.virtualDev = \"pvscsi\"",
                "scsi0:0.present = \"TRUE\"", "scsi0:0.deviceType = \"scsi-hardDisk\"", "scsi0:0.fileName = \"DC0_H0_VM0.vmdk\"",
                "ethernet0.present = \"TRUE\"", "ethernet0.virtualDev = \"vmxnet3\"", "ethernet0.networkName = \"VM Network\"", "ethernet0.addressType = \"vpx\"", "ethernet0.generatedAddress = \"00:50:56:02:00:00\"",
            ],
            lines.Where(static line => !line.Contains("uuid", StringComparison.Ordinal)));
        var uuid = (string)DynamicMembers.Field(config, "uuid")!;
        Assert.Equal(uuid.Replace("-", "", StringComparison.Ordinal), ValueOf(lines, "uuid.bios").Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
        Assert.Matches("^([0-9a-f]{2} ){7}[0-9a-f]{2}-([0-9a-f]{2} ){7}[0-9a-f]{2}$", ValueOf(lines, "vc.uuid"));
    }

    [Fact]
    public void Drives_stand_at_their_controllers_and_files_elsewhere_have_the_path_of_their_datastore()
    {
        var lines = Lines(Config(
            Values.Object("VirtualIDEController", ("key", 201), ("busNumber", 1)),
            Values.Object("VirtualAHCIController", ("key", 15_000), ("busNumber", 0)),
            Values.Object("VirtualCdrom", ("key", 3000), ("controllerKey", 201), ("unitNumber", 0), ("backing", Values.Object("VirtualCdromIsoBackingInfo", ("fileName", "[images] iso/debian.iso"))),
                ("connectable", Values.Object("VirtualDeviceConnectInfo", ("startConnected", false)))),
            Values.Object("VirtualCdrom", ("key", 16_000), ("controllerKey", 15_000), ("unitNumber", 2), ("backing", Values.Object("VirtualCdromAtapiBackingInfo", ("deviceName", "cdrom0")))),
            Values.Object("VirtualDisk", ("key", 2000), ("controllerKey", 15_000), ("unitNumber", 1), ("backing", Values.Object("VirtualDiskFlatVer2BackingInfo", ("fileName", "[ds] m/sub/d.vmdk"), ("diskMode", "independent_persistent")))),
            Values.Object("VirtualDisk", ("key", 2001), ("controllerKey", 99), ("unitNumber", 0))));
        Assert.Equal(
            [
                "sata0.present", "ide1:0.present", "ide1:0.deviceType", "ide1:0.fileName", "ide1:0.startConnected", "sata0:2.present", "sata0:2.deviceType", "sata0:2.fileName", "sata0:1.present", "sata0:1.deviceType",
                "sata0:1.fileName", "sata0:1.mode",
            ],
            lines.Select(static line => line.Split(" = ")[0]).Where(static name => name.StartsWith("ide", StringComparison.Ordinal) || name.StartsWith("sata", StringComparison.Ordinal)));
        Assert.Equal(("cdrom-image", "/vmfs/volumes/images/iso/debian.iso", "FALSE"), (ValueOf(lines, "ide1:0.deviceType"), ValueOf(lines, "ide1:0.fileName"), ValueOf(lines, "ide1:0.startConnected")));
        Assert.Equal(("atapi-cdrom", "cdrom0"), (ValueOf(lines, "sata0:2.deviceType"), ValueOf(lines, "sata0:2.fileName")));
        Assert.Equal(("ata-hardDisk", "/vmfs/volumes/ds/m/sub/d.vmdk", "independent-persistent"), (ValueOf(lines, "sata0:1.deviceType"), ValueOf(lines, "sata0:1.fileName"), ValueOf(lines, "sata0:1.mode")));
    }

    [Fact]
    public void A_card_of_a_distributed_switch_names_switch_and_port_group()
    {
        var lines = Lines(Config(Values.Object(
            "VirtualE1000",
            ("key", 4000),
            ("macAddress", "00:50:56:00:00:01"),
            ("addressType", "Manual"),
            ("backing", Values.Object("VirtualEthernetCardDistributedVirtualPortBackingInfo", ("port", Values.Object("DistributedVirtualSwitchPortConnection", ("switchUuid", "50 01 02 03 04 05 06 07-08 09 0a 0b 0c 0d 0e 0f"), ("portgroupKey", "dvportgroup-9"), ("portKey", "3"))))))));
        Assert.Equal(("e1000", "static", "00:50:56:00:00:01"), (ValueOf(lines, "ethernet0.virtualDev"), ValueOf(lines, "ethernet0.addressType"), ValueOf(lines, "ethernet0.address")));
        Assert.Equal(("50 01 02 03 04 05 06 07-08 09 0a 0b 0c 0d 0e 0f", "dvportgroup-9", "3"), (ValueOf(lines, "ethernet0.dvs.switchId"), ValueOf(lines, "ethernet0.dvs.portgroupId"), ValueOf(lines, "ethernet0.dvs.portId")));
        Assert.DoesNotContain(lines, static line => line.StartsWith("ethernet0.networkName", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a \"b\" | c", "a |22b|22 |7C c")]
    [InlineData("first\nnumvcpus = \"64\"", "first|0Anumvcpus = |2264|22")]
    [InlineData("größer", "größer")]
    public void A_text_does_not_end_its_line(string annotation, string written)
    {
        var lines = Lines(Values.Object("VirtualMachineConfigInfo", ("name", "m"), ("annotation", annotation)));
        Assert.Equal(written, ValueOf(lines, "annotation"));
    }

    [Theory]
    [InlineData("debian12_64Guest", "debian12-64")]
    [InlineData("otherLinux64Guest", "otherlinux-64")]
    [InlineData("windows9Guest", "windows9")]
    [InlineData("dosGuest", "dos")]
    public void The_operating_system_has_the_name_of_such_files(string guestId, string name) =>
        Assert.Equal(name, ValueOf(Lines(Values.Object("VirtualMachineConfigInfo", ("guestId", guestId))), "guestOS"));

    private static DynamicObject Config(params DataObject[] devices) =>
        Values.Object("VirtualMachineConfigInfo", ("name", "m"), ("hardware", Values.Object("VirtualHardware", ("numCPU", 1), ("memoryMB", 4), ("device", devices))));

    private static string[] Lines(DataObject config, string directory = "[ds] m") => Encoding.UTF8.GetString(ConfigurationFile.Write(config, directory)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string ValueOf(string[] lines, string name) => Assert.Single(lines, line => line.StartsWith(name + " = ", StringComparison.Ordinal)).Split(" = ", 2)[1].Trim('"');
}
