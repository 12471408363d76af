namespace VimSessionService.Endpoint.Doors;

/// <summary>
/// A door of the service, one of the interfaces by which requests reach it: what it is called, and what belongs to it. Logs, the journal, rules and outages
/// know it by this.
/// </summary>
public sealed record Door
{
    /// <summary>The name in logs, rules and the journal, such as <c>soap</c>; no two doors of a service have the same.</summary>
    public required string Name { get; init; }

    /// <summary>The paths that belong to it, with what is below them. A path below one of another door's belongs to that with the longer path.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The paths that belong to it without what is below them.</summary>
    public IReadOnlyList<string> ExactPaths { get; init; } = [];

    /// <summary>Gives the paths that belong to it instead of <see cref="Paths"/> because options of the service say so; null for a door without such.</summary>
    public Func<IServiceProvider, IReadOnlyList<string>>? ChosenPaths { get; init; }

    /// <summary>The operations as logs name them, where they are no methods of the API.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Whether its requests are calls of the API, which can be answered with a fault of it.</summary>
    public bool HasFaults { get; init; }

    /// <summary>Whether each of its paths is a thing of its own, which the journal names.</summary>
    public bool NamesPaths { get; init; }

    /// <summary>The paths that belong to it in a service, with what is below them.</summary>
    /// <param name="services">The services, which have the options; null for what is declared.</param>
    internal IReadOnlyList<string> PathsIn(IServiceProvider? services) => services is null ? Paths : ChosenPaths?.Invoke(services) ?? Paths;

    /// <summary>Whether a path is another or below it.</summary>
    internal static bool IsAtOrBelow(ReadOnlySpan<char> path, string other) =>
        path.StartsWith(other, StringComparison.Ordinal) && (path.Length == other.Length || path[other.Length] == '/');
}
