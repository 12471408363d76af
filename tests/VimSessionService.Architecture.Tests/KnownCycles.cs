namespace VimSessionService.Architecture.Tests;

/// <summary>
/// The groups of namespaces that need each other and are not taken apart yet. A group that is, leaves this list. In the API's project it stays: a type of
/// the API knows its description and writes itself, and descriptions are of types.
/// </summary>
internal static class KnownCycles
{
    private static readonly Dictionary<string, string[]> ByProject = new(StringComparer.Ordinal)
    {
        ["VimSessionService"] =
        [
            "VimSessionService VimSessionService.Certificates VimSessionService.CommandLine VimSessionService.Health"
            + " VimSessionService.Logging VimSessionService.Options VimSessionService.RemoteUsers"
            + " VimSessionService.Storage VimSessionService.Transport VimSessionService.UsersFile VimSessionService.Web",
        ],
        ["VimSessionService.Endpoint"] =
        [
            "VimSessionService.Endpoint VimSessionService.Endpoint.Soap",
            "VimSessionService.Endpoint.Formats VimSessionService.Endpoint.Pipeline VimSessionService.Endpoint.Steps",
        ],
        ["VimSessionService.ManagedObjects"] =
        [
            "VimSessionService.ManagedObjects VimSessionService.ManagedObjects.Authorization VimSessionService.ManagedObjects.Events"
            + " VimSessionService.ManagedObjects.Extensions VimSessionService.ManagedObjects.Inventory"
            + " VimSessionService.ManagedObjects.Inventory.Search VimSessionService.ManagedObjects.Properties"
            + " VimSessionService.ManagedObjects.Properties.Updates VimSessionService.ManagedObjects.Service"
            + " VimSessionService.ManagedObjects.Sessions VimSessionService.ManagedObjects.Users VimSessionService.ManagedObjects.Views",
        ],
        ["VimSessionService.Vim25"] =
        [
            "VimSessionService.Vim25 VimSessionService.Vim25.Codec VimSessionService.Vim25.Schema",
        ],
    };

    /// <summary>Those of a project.</summary>
    public static IReadOnlyList<string> Of(string project) => ByProject.GetValueOrDefault(project, []);
}
