using System.Globalization;
using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>Writes the configuration file of a virtual machine, its <c>.vmx</c>, of what the API tells of it: hardware, disks, drives and network cards.</summary>
internal static class ConfigurationFile
{
    private const int Slots = 64; // of a paravirtual SCSI controller, which has the most

    private static readonly Dictionary<string, string> ScsiModels = new(StringComparer.Ordinal)
    {
        ["ParaVirtualSCSIController"] = "pvscsi",
        ["VirtualBusLogicController"] = "buslogic",
        ["VirtualLsiLogicController"] = "lsilogic",
        ["VirtualLsiLogicSASController"] = "lsisas1068",
    };

    private static readonly Dictionary<string, string> CardModels = new(StringComparer.Ordinal)
    {
        ["VirtualVmxnet3"] = "vmxnet3",
        ["VirtualVmxnet3Vrdma"] = "vmxnet3",
        ["VirtualVmxnet2"] = "vmxnet",
        ["VirtualVmxnet"] = "vmxnet",
        ["VirtualE1000"] = "e1000",
        ["VirtualE1000e"] = "e1000e",
        ["VirtualPCNet32"] = "vlance",
    };

    /// <summary>Writes it.</summary>
    /// <param name="config">The configuration, a VirtualMachineConfigInfo.</param>
    /// <param name="directory">The directory of the file, such as <c>[datastore1] machine</c>: files in it are named without it.</param>
    public static byte[] Write(DataObject config, string directory)
    {
        var lines = new StringBuilder();
        var hardware = Of(config, "hardware");
        Line(".encoding", "UTF-8");
        Line("config.version", "8");
        Line("virtualHW.version", Text(config, "version") is ['v', 'm', 'x', '-', .. var version] ? version.TrimStart('0') : "8");
        Line("displayName", Text(config, "name"));
        Line("annotation", Text(config, "annotation"));
        Line("guestOS", GuestOf(Text(config, "guestId")));
        Line("uuid.bios", UuidOf(Text(config, "uuid")));
        Line("vc.uuid", UuidOf(Text(config, "instanceUuid")));
        Line("firmware", Text(config, "firmware"));
        Line("uefi.secureBoot.enabled", Of(Of(config, "bootOptions"), "efiSecureBootEnabled") is true ? "TRUE" : null);
        Line("memSize", Text(hardware, "memoryMB"));
        Line("numvcpus", Text(hardware, "numCPU"));
        Line("cpuid.coresPerSocket", Text(hardware, "numCoresPerSocket") is { } cores and not "0" ? cores : null);
        WriteDevices(Of(hardware, "device") as DataObject[] ?? []);
        return Encoding.UTF8.GetBytes(lines.ToString());

        void Line(string name, string? value)
        {
            if (value is { Length: > 0 })
                lines.Append(CultureInfo.InvariantCulture, $"{name} = \"{Escape(value)}\"\n");
        }

        void WriteDevices(DataObject[] devices)
        {
            var buses = new Dictionary<int, string>();
            foreach (var device in devices)
            {
                if (BusOf(device) is not { } bus || Of(device, "key") is not int key || !buses.TryAdd(key, bus))
                    continue;
                Line($"{bus}.present", bus.StartsWith("ide", StringComparison.Ordinal) ? null : "TRUE");
                Line($"{bus}.virtualDev", ScsiModels.GetValueOrDefault(device.GetSchema().Name));
            }

            var cards = 0;
            foreach (var device in devices)
            {
                if (Is(device, "VirtualEthernetCard"))
                    WriteCard($"ethernet{cards++}", device);
                else if (Of(device, "controllerKey") is int controller && buses.TryGetValue(controller, out var bus) && Of(device, "unitNumber") is int and >= 0 and < Slots and var unit)
                    WriteDrive(string.Create(CultureInfo.InvariantCulture, $"{bus}:{unit}"), device, bus);
                else if (Is(device, "VirtualMachineVideoCard") && Of(device, "videoRamSizeInKB") is long kilobytes)
                    Line("svga.vramSize", (kilobytes * 1024).ToString(CultureInfo.InvariantCulture));
            }
        }

        void WriteDrive(string place, DataObject device, string bus)
        {
            var backing = Of(device, "backing");
            var file = Text(backing, "fileName");
            var isDisk = Is(device, "VirtualDisk");
            if (!isDisk && !Is(device, "VirtualCdrom"))
                return;
            Line($"{place}.present", "TRUE");
            if (isDisk)
                Line($"{place}.deviceType", bus.StartsWith("scsi", StringComparison.Ordinal) ? "scsi-hardDisk" : "ata-hardDisk");
            else
                Line($"{place}.deviceType", file is null ? "atapi-cdrom" : "cdrom-image");
            Line($"{place}.fileName", file is null ? Text(backing, "deviceName") ?? "auto detect" : FileOf(file));
            Line($"{place}.mode", isDisk && Text(backing, "diskMode") is { } mode and not "persistent" ? mode.Replace('_', '-') : null);
            Line($"{place}.startConnected", Of(Of(device, "connectable"), "startConnected") is false ? "FALSE" : null);
        }

        void WriteCard(string card, DataObject device)
        {
            var backing = Of(device, "backing");
            Line($"{card}.present", "TRUE");
            Line($"{card}.virtualDev", CardModels.GetValueOrDefault(device.GetSchema().Name));
            Line($"{card}.networkName", Text(backing, "deviceName"));
            if (Of(backing, "port") is DataObject port)
            {
                Line($"{card}.dvs.switchId", UuidOf(Text(port, "switchUuid")));
                Line($"{card}.dvs.portgroupId", Text(port, "portgroupKey"));
                Line($"{card}.dvs.portId", Text(port, "portKey"));
                Line($"{card}.dvs.connectionId", Text(port, "connectionCookie"));
            }

            var type = Text(device, "addressType")?.ToLowerInvariant() switch { "manual" => "static", "assigned" => "vpx", _ => "generated" };
            Line($"{card}.addressType", type);
            Line(type == "static" ? $"{card}.address" : $"{card}.generatedAddress", Text(device, "macAddress"));
            Line($"{card}.startConnected", Of(Of(device, "connectable"), "startConnected") is false ? "FALSE" : null);
        }

        // A file elsewhere is named by the path at which a host mounts the datastore.
        string FileOf(string file) =>
            file.StartsWith(directory + "/", StringComparison.Ordinal) && !file.AsSpan(directory.Length + 1).Contains('/') ? file[(directory.Length + 1)..]
            : file is ['[', .. var rest] && rest.Split("] ", 2) is [var datastore, var path] ? $"/vmfs/volumes/{datastore}/{path}"
            : file;
    }

    private static string? BusOf(DataObject device)
    {
        var kind = Is(device, "VirtualIDEController") ? "ide" : Is(device, "VirtualSCSIController") ? "scsi" : Is(device, "VirtualSATAController") ? "sata" : Is(device, "VirtualNVMEController") ? "nvme" : null;
        return kind is null ? null : string.Create(CultureInfo.InvariantCulture, $"{kind}{Of(device, "busNumber")}");
    }

    /// <summary>What the file calls an operating system: <c>debian12-64</c> for <c>debian12_64Guest</c>.</summary>
    private static string? GuestOf(string? guestId)
    {
        if (guestId is null)
            return null;
        var name = guestId.EndsWith("Guest", StringComparison.Ordinal) ? guestId[..^"Guest".Length] : guestId;
        if (name.EndsWith("64", StringComparison.Ordinal))
            name = name[..^2].TrimEnd('_') + "-64";
        return name.ToLowerInvariant();
    }

    /// <summary>The bytes of a UUID as the file has them: <c>56 4d 00 00 00 00 40 00-80 00 00 00 00 00 00 00</c>.</summary>
    private static string? UuidOf(string? uuid)
    {
        var digits = uuid?.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (digits is not { Length: 32 })
            return uuid;
        var pairs = digits.Chunk(2).Select(static pair => new string(pair)).ToArray();
        return $"{string.Join(' ', pairs[..8])}-{string.Join(' ', pairs[8..])}";
    }

    /// <summary>Quotes, bars and control characters are written by their codes.</summary>
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is '"' or '|' or < ' ')
                escaped.Append(CultureInfo.InvariantCulture, $"|{(int)c:X2}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool Is(DataObject device, string type)
    {
        for (var at = device.GetSchema(); at is not null; at = at.Base)
        {
            if (at.Name == type)
                return true;
        }

        return false;
    }

    private static object? Of(object? value, string field) => DynamicMembers.Field(value, field);

    private static string? Text(object? value, string field) => Of(value, field) is { } found ? Convert.ToString(found, CultureInfo.InvariantCulture) : null;
}
