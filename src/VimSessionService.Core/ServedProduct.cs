using VimSessionService.Vim25;

namespace VimSessionService.Core;

/// <summary>What the service presents itself as to its clients.</summary>
internal sealed record ServedProduct
{
    /// <summary>The newest version of the API that the service knows; some texts and formats depend on it.</summary>
    public ApiVersion ApiVersion { get; init; } = ApiVersions.Default;

    /// <summary>Whether the service is an ESX host rather than a vCenter.</summary>
    public bool IsHost { get; init; }

    /// <summary>The object at which permissions begin.</summary>
    public required ManagedObjectReference RootFolder { get; init; }

    /// <summary>The name of that object.</summary>
    public string RootFolderName { get; init; } = "Datacenters";

    /// <summary>The locale of a session whose client asks for none.</summary>
    public string DefaultLocale { get; init; } = "en";
}
