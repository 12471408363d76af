using System.ComponentModel.DataAnnotations;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>Which server to be.</summary>
public sealed record EmulationOptions
{
    /// <summary>An ESX host rather than a vCenter.</summary>
    public bool Esx { get; set; }

    /// <summary>The name of one of <see cref="ApiVersions.All"/>.</summary>
    public string ApiVersion { get; set; } = ApiVersions.Default.Name();

    /// <summary>The release of the product, such as 9.0.2; null for that of the API version.</summary>
    public string? ProductVersion { get; set; }

    /// <summary>The version of a call without a SOAPAction header: the name of one of <see cref="ApiVersions.All"/>.</summary>
    public string UnversionedApiVersion { get; set; } = Vim25.ApiVersion.V2_5U2.Name();

    /// <summary>Accept the members of a request in any order.</summary>
    public bool LenientMemberOrder { get; set; }

    /// <summary>
    /// Whether the users of a vCenter from 9.0 on come from a federated identity provider. Passwords of user names without a domain are refused then, and REST takes passwords of names of
    /// the form <c>user@domain</c> only.
    /// </summary>
    public bool Federated { get; set; }

    /// <summary>The instanceUuid in the service's description of itself; null for a new one at each start.</summary>
    public string? InstanceUuid { get; set; }

    /// <summary>
    /// Makes keys of sessions, cookies, tickets and the <see cref="InstanceUuid"/> the same at each start; null for random ones. They can then be foretold: for
    /// tests only.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>The locale of a session whose client asks for none.</summary>
    public string DefaultLocale { get; set; } = "en";

    /// <summary>The name of the one datacenter in a vCenter's inventory; null for none. An ESX host always has its own.</summary>
    public string? Datacenter { get; set; }

    /// <summary>
    /// The inventory to serve (docs/inventory.md): a directory, .tar.gz or .zip as <c>govc object.save</c> writes it, or one that is generated:
    /// <c>builtin:small</c>, <c>builtin:medium</c>, <c>builtin:large</c>; or several of them,
    /// with commas between them, which are served as one. Null for the root folder and <see cref="Datacenter"/>.
    /// </summary>
    public string? Inventory { get; set; }

    /// <summary>Serve the rest of an <see cref="Inventory"/> that has problems.</summary>
    public bool InventoryLenient { get; set; }

    /// <summary>
    /// Which methods of virtual machines are implemented (docs/stubs.md), separated by commas: <c>builtin:power</c>, <c>builtin:snapshots</c>, <c>builtin:lifecycle</c>, <c>builtin:settings</c>, or
    /// <c>builtin:machines</c> for all of them. They change the <see cref="Inventory"/> as long as the service runs. Null for none.
    /// </summary>
    public string? Stubs { get; set; }

    /// <summary>How many of the latest events are remembered.</summary>
    [Range(1, int.MaxValue)]
    public int EventLogSize { get; set; } = 10_000;

    /// <summary>About how much memory the events may take, in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int EventLogBytes { get; set; } = EventRetention.DefaultBytes;
}
