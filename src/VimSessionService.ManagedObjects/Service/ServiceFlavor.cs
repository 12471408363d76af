using System.Collections.ObjectModel;
using VimSessionService.Core;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>Which product the service is: a vCenter or an ESX host, in one version.</summary>
/// <param name="Version">The newest version of the API that it knows.</param>
/// <param name="Content">The service content of that product, whole; the version of each call leaves out what it does not know.</param>
/// <param name="Capability">What the product can do.</param>
/// <param name="RootFolderName">The name of the root folder.</param>
/// <param name="RootFolderChildren">The types that the root folder may hold.</param>
/// <param name="Datacenter">What the one datacenter is called, where there is one.</param>
internal sealed record ServiceFlavor(
    ApiVersion Version, ServiceContent Content, Capability Capability, string RootFolderName, IReadOnlyList<string> RootFolderChildren, DatacenterLayout Datacenter)
{
    /// <summary>The methods of SessionManager that the product refuses though the API has them, by name, each with its fault.</summary>
    public IReadOnlyDictionary<string, MethodFault> Refused { get; init; } = ReadOnlyDictionary<string, MethodFault>.Empty;

    /// <summary>The name that the operator gave the one datacenter; null for none in a product that can be without.</summary>
    public string? DatacenterName { get; init; }

    /// <summary>Whether it is a host rather than a vCenter, which does not do everything that a vCenter does.</summary>
    public bool IsHost => Content.About.ApiType == "HostAgent";

    /// <summary>What the core has to know of it.</summary>
    /// <param name="defaultLocale">The locale of a session whose client asks for none.</param>
    public ServedProduct ToProduct(string defaultLocale) => new()
    {
        ApiVersion = Version,
        IsHost = IsHost,
        RootFolder = Content.RootFolder,
        RootFolderName = RootFolderName,
        DefaultLocale = defaultLocale,
    };

    /// <summary>The references of the service content.</summary>
    public IEnumerable<ManagedObjectReference> Listed => ServiceContent.Schema.Fields.Select(f => f.Get(Content)).OfType<ManagedObjectReference>();
}
