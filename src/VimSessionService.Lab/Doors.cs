namespace VimSessionService.Lab;

/// <summary>One of the interfaces by which a request reaches the service.</summary>
/// <param name="Name">The name in logs, rules and the journal.</param>
/// <param name="HasFaults">Whether its requests are calls of the API, which can be answered with a fault of it.</param>
/// <param name="Paths">The paths that belong to it, with what is below them.</param>
internal sealed record Door(string Name, bool HasFaults, IReadOnlyList<string> Paths)
{
    /// <summary>A path that belongs to it, without what is below; null for none.</summary>
    public string? ExactPath { get; init; }

    /// <summary>The operations as logs name them, where they are no methods of the API.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>The paths that belong to it because options of the service say so; null for a door without such.</summary>
    public Func<OptionPaths, IReadOnlyList<string>>? ChosenPaths { get; init; }

    /// <summary>Whether each of its paths is a thing of its own, which the journal names.</summary>
    public bool NamesPaths { get; init; }
}

/// <summary>The paths that options of the service choose.</summary>
/// <param name="Ticketed">The ticketed paths.</param>
/// <param name="SharedSession">That of shared sessions; none for a service that does not give them.</param>
internal sealed record OptionPaths(IReadOnlyList<string> Ticketed, IReadOnlyList<string> SharedSession);

/// <summary>The doors of the service.</summary>
internal static class Doors
{
    /// <summary>All of them. Of two that have a path in common, the one with the longer path comes first.</summary>
    public static IReadOnlyList<Door> All { get; } =
    [
        new("vi-json", HasFaults: true, ["/sdk/vim25", "/api/vcenter/system"]) { Operations = ["vcenter.system.hello"] },
        new("soap", HasFaults: true, ["/sdk"]),
        new("json-rpc", HasFaults: true, []) { ExactPath = "/api" },
        new("token-exchange", HasFaults: false, ["/api/vcenter/authentication/token", "/rest/vcenter/tokenservice/token-exchange"])
        {
            Operations = ["com.vmware.vcenter.authentication.token.issue", "com.vmware.vcenter.tokenservice.token_exchange.exchange"],
        },
        new("rest", HasFaults: true, ["/api", "/rest"]),
        new("shared-session", HasFaults: true, []) { ChosenPaths = static paths => paths.SharedSession },
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
            ChosenPaths = static paths => paths.Ticketed,
            NamesPaths = true,
            Operations = ["ticketed.GET", "ticketed.HEAD", "ticketed.PUT", "ticketed.POST", "ticketed.DELETE"],
        },
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static door => door.Name)];

    /// <summary>The door that a path belongs to; null for one that stays when all doors are out, such as that of the health checks.</summary>
    /// <param name="path">The path.</param>
    /// <param name="chosen">The paths that options choose.</param>
    public static Door? OfPath(ReadOnlySpan<char> path, OptionPaths chosen)
    {
        foreach (var door in All)
        {
            if (door.ExactPath is { } exact && path.SequenceEqual(exact))
                return door;
            foreach (var prefix in door.ChosenPaths?.Invoke(chosen) ?? door.Paths)
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
