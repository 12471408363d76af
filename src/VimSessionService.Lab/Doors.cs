namespace VimSessionService.Lab;

/// <summary>A place where requests come in.</summary>
/// <param name="Name">The name in logs, rules and the journal.</param>
/// <param name="HasFaults">Whether its requests are calls of the API, which can be answered with a fault of it.</param>
/// <param name="Paths">The paths that belong to it, with what is below them.</param>
internal sealed record Door(string Name, bool HasFaults, IReadOnlyList<string> Paths)
{
    /// <summary>A path that belongs to it, without what is below; null for none.</summary>
    public string? ExactPath { get; init; }

    /// <summary>The operations as logs name them, where they are no methods of the API.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Whether requests at ticketed paths come in here; which these are is an option of the service.</summary>
    public bool IsTicketed { get; init; }
}

/// <summary>The doors of the service.</summary>
internal static class Doors
{
    /// <summary>All of them. Of two that have a path in common, the one with the longer path comes first.</summary>
    public static IReadOnlyList<Door> All { get; } =
    [
        new("vi-json", HasFaults: true, ["/sdk/vim25", "/api/vcenter/system"]),
        new("soap", HasFaults: true, ["/sdk"]),
        new("json-rpc", HasFaults: true, []) { ExactPath = "/api" },
        new("rest", HasFaults: true, ["/api", "/rest"]),
        new("sts", HasFaults: false, ["/sts", "/websso"]) { Operations = ["sts.Issue", "sts.Renew", "sts.Validate", "sts.Challenge"] },
        new("lookup", HasFaults: false, ["/lookupservice"])
        {
            Operations =
            [
                "lookup.RetrieveServiceContent", "lookup.List", "lookup.Get", "lookup.GetSiteId", "lookup.GetLocale", "lookup.Create", "lookup.Set", "lookup.Delete",
                "lookup.SetLocale", "lookup.RetrieveHaBackupConfiguration",
            ],
        },
        new("ticketed", HasFaults: false, [])
        {
            IsTicketed = true,
            Operations = ["ticketed.GET", "ticketed.HEAD", "ticketed.PUT", "ticketed.POST", "ticketed.DELETE"],
        },
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static door => door.Name)];

    /// <summary>The door that a path belongs to; null for one that stays when all doors are out, such as that of the health checks.</summary>
    /// <param name="path">The path.</param>
    /// <param name="ticketedPaths">The ticketed paths.</param>
    public static Door? OfPath(ReadOnlySpan<char> path, IReadOnlyList<string> ticketedPaths)
    {
        foreach (var door in All)
        {
            if (door.ExactPath is { } exact && path.SequenceEqual(exact))
                return door;
            foreach (var prefix in door.IsTicketed ? ticketedPaths : door.Paths)
            {
                if (path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/'))
                    return door;
            }
        }

        return null;
    }

    /// <summary>The door of a name; null for none.</summary>
    public static Door? Find(string name) => All.FirstOrDefault(door => door.Name == name);
}
