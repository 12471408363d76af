namespace VimSessionService.Inventory.Lab;

/// <summary>How large a generated inventory is.</summary>
/// <param name="Clusters">How many clusters.</param>
/// <param name="HostsOfCluster">How many hosts each of them has.</param>
/// <param name="StandaloneHosts">How many hosts are in no cluster.</param>
/// <param name="MachinesOfPool">How many virtual machines each cluster and each standalone host has.</param>
/// <param name="Datastores">How many datastores.</param>
internal sealed record LabSize(int Clusters, int HostsOfCluster, int StandaloneHosts, int MachinesOfPool, int Datastores)
{
    /// <summary>The sizes that have a name.</summary>
    public static IReadOnlyDictionary<string, LabSize> Named { get; } = new Dictionary<string, LabSize>(StringComparer.Ordinal)
    {
        ["small"] = new(Clusters: 1, HostsOfCluster: 3, StandaloneHosts: 1, MachinesOfPool: 2, Datastores: 1),
        ["medium"] = new(Clusters: 4, HostsOfCluster: 8, StandaloneHosts: 2, MachinesOfPool: 80, Datastores: 4),
        ["large"] = new(Clusters: 10, HostsOfCluster: 32, StandaloneHosts: 0, MachinesOfPool: 1_000, Datastores: 20),
    };
}
