using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>What the network card of the kernel of a generated host is used for: management and vMotion.</summary>
/// <param name="values">Makes values.</param>
/// <param name="network">Its network.</param>
internal sealed class LabHostRoles(LabValues values, LabHostNetwork network)
{
    private static readonly string[] Selected = ["management", "vmotion"];

    /// <summary>The roles that a host of 8.0.3 knows.</summary>
    private static readonly string[] Roles =
    [
        "faultToleranceLogging", "management", "nvmeRdma", "nvmeTcp", "ptp", "vSphereBackupNFC", "vSphereProvisioning", "vSphereReplication", "vSphereReplicationNFC", "vmotion", "vsan",
        "vsanExternal", "vsanWitness",
    ];

    /// <summary>The roles, and which card has them.</summary>
    public DynamicObject Info() => values.Object("HostVirtualNicManagerInfo", ("netConfig", (DataObject[])[.. Roles.Select(Role)]));

    private DynamicObject Role(string role)
    {
        var key = $"{role}.{LabHostNetwork.KeyOfKernel}";
        return values.Object(
            "VirtualNicManagerNetConfig",
            ("nicType", role),
            ("multiSelectAllowed", role != "faultToleranceLogging"),
            ("candidateVnic", new DataObject[] { network.Kernel(key) }),
            ("selectedVnic", Selected.Contains(role) ? new[] { key } : null));
    }
}
