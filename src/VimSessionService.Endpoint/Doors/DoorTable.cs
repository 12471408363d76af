namespace VimSessionService.Endpoint.Doors;

/// <summary>The doors that are registered.</summary>
internal sealed class DoorTable
{
    private readonly Lazy<(string Path, bool IsExact, Door Door)[]> _paths;

    /// <summary>Makes the table.</summary>
    /// <param name="doors">The doors.</param>
    /// <param name="services">The services of the host, which have the options; null for the paths that are declared.</param>
    /// <exception cref="InvalidOperationException">Two doors have one name.</exception>
    public DoorTable(IEnumerable<IDoor> doors, IServiceProvider? services = null)
    {
        All = [.. doors.Select(static door => door.Declaration)];
        Names = [.. All.Select(static door => door.Name)];
        WithFaults = [.. All.Where(static door => door.HasFaults).Select(static door => door.Name)];
        if (Names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { Key: var name })
            throw new InvalidOperationException($"There are two doors with the name '{name}'.");
        _paths = new(() => [.. Order(All, services)]); // options are known when the first request comes
    }

    /// <summary>All of them, in the order of their registration.</summary>
    public IReadOnlyList<Door> All { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names of those whose requests are calls of the API.</summary>
    public IReadOnlyList<string> WithFaults { get; }

    /// <summary>The door of a name; null for none.</summary>
    public Door? Find(string name) => All.FirstOrDefault(door => door.Name == name);

    /// <summary>The door that a path belongs to: that of the longest path; null for a path that stays when all doors are out, such as that of the health checks.</summary>
    public Door? OfPath(ReadOnlySpan<char> path)
    {
        foreach (var (own, isExact, door) in _paths.Value)
        {
            if (isExact ? path.SequenceEqual(own) : Door.IsAtOrBelow(path, own))
                return door;
        }

        return null;
    }

    /// <summary>The paths, the longest first; of one path, that without what is below it.</summary>
    private static IEnumerable<(string Path, bool IsExact, Door Door)> Order(IReadOnlyList<Door> doors, IServiceProvider? services) => doors
        .SelectMany(door => door.ExactPaths.Select(path => (Path: path, IsExact: true, Door: door)).Concat(door.PathsIn(services).Select(path => (Path: path, IsExact: false, Door: door))))
        .OrderByDescending(static own => own.Path.Length)
        .ThenByDescending(static own => own.IsExact);
}
