using System.Globalization;

namespace VimSessionService.Inventory.Lab;

/// <summary>How large a generated inventory is.</summary>
/// <param name="Clusters">How many clusters.</param>
/// <param name="HostsOfCluster">How many hosts each of them has.</param>
/// <param name="StandaloneHosts">How many hosts are in no cluster.</param>
/// <param name="MachinesOfPool">How many virtual machines each cluster and each standalone host has.</param>
/// <param name="Datastores">How many datastores.</param>
internal sealed record LabSize(int Clusters, int HostsOfCluster, int StandaloneHosts, int MachinesOfPool, int Datastores)
{
    /// <summary>How many hosts a vCenter Server 8.0 manages at most.</summary>
    private const int MostHosts = 2_500;

    /// <summary>How many virtual machines that are powered on it manages at most.</summary>
    private const int MostMachines = 40_000;

    private const int MostDatastores = 256;

    /// <summary>The sizes that have a name.</summary>
    public static IReadOnlyDictionary<string, LabSize> Named { get; } = new Dictionary<string, LabSize>(StringComparer.Ordinal)
    {
        ["small"] = new(Clusters: 1, HostsOfCluster: 3, StandaloneHosts: 1, MachinesOfPool: 2, Datastores: 1),
        ["medium"] = new(Clusters: 4, HostsOfCluster: 8, StandaloneHosts: 2, MachinesOfPool: 80, Datastores: 4),
        ["large"] = new(Clusters: 10, HostsOfCluster: 32, StandaloneHosts: 0, MachinesOfPool: 1_000, Datastores: 20),
    };

    private static readonly Dictionary<string, Func<LabSize, int, LabSize>> Numbers = new(StringComparer.Ordinal)
    {
        ["clusters"] = static (size, number) => size with { Clusters = number },
        ["hosts"] = static (size, number) => size with { HostsOfCluster = number },
        ["standalone-hosts"] = static (size, number) => size with { StandaloneHosts = number },
        ["machines"] = static (size, number) => size with { MachinesOfPool = number },
        ["datastores"] = static (size, number) => size with { Datastores = number },
    };

    /// <summary>Reads a size: a name, and after a question mark numbers that are other than those of that name, as in <c>small?clusters=2&amp;machines=20</c>.</summary>
    /// <param name="text">The size.</param>
    /// <exception cref="InventoryException">It is none.</exception>
    public static LabSize Parse(string text)
    {
        var (name, numbers) = text.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? (text[..mark], text[(mark + 1)..]) : (text, "");
        if (!Named.TryGetValue(name, out var size))
            throw Refused(text, $"there is no lab of this name. Write {string.Join(" or ", Named.Keys.Select(static known => $"builtin:{known}"))}, or the path of a recording.");
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in numbers.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (part[..at], part[(at + 1)..]) : (part, "");
            if (!Numbers.TryGetValue(key, out var set))
                throw Refused(text, $"it has no number '{key}'. Write {string.Join(", ", Numbers.Keys)}.");
            if (!given.Add(key))
                throw Refused(text, $"'{key}' is given twice. Give it once.");
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw Refused(text, $"'{value}' is no number of {key}. Write digits, as in {key}=4.");
            size = set(size, number);
        }

        return size.Problem is { } problem ? throw Refused(text, problem) : size;
    }

    private string? Problem
    {
        get
        {
            var hosts = ((long)Clusters * HostsOfCluster) + StandaloneHosts;
            var machines = ((long)Clusters + StandaloneHosts) * MachinesOfPool;
            if (Clusters > 0 && HostsOfCluster == 0)
                return "a cluster needs a host. Write hosts=1 or more, or clusters=0.";
            if (hosts > MostHosts)
                return string.Create(CultureInfo.InvariantCulture, $"these are {hosts} hosts. There may be {MostHosts}, as at a vCenter Server 8.0.");
            if (machines > MostMachines)
                return string.Create(CultureInfo.InvariantCulture, $"these are {machines} virtual machines. There may be {MostMachines}, as at a vCenter Server 8.0.");
            return Datastores is >= 1 and <= MostDatastores ? null : string.Create(CultureInfo.InvariantCulture, $"there may be 1 to {MostDatastores} datastores.");
        }
    }

    private static InventoryException Refused(string text, string problem) => new($"--inventory: builtin:{text}: {problem}");
}
