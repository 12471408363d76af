using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Doors;

/// <summary>Finds what answers a request, among the paths that doors have mapped.</summary>
internal sealed class DoorRouter
{
    private readonly List<DoorPath> _paths = [];
    private readonly Dictionary<string, DoorPath> _byPath = new(StringComparer.Ordinal);

    /// <summary>Has the doors map their paths.</summary>
    /// <param name="doors">The doors.</param>
    /// <param name="services">The services of the host.</param>
    /// <exception cref="InvalidOperationException">A path does not belong to its door, or two doors have mapped it.</exception>
    public DoorRouter(IEnumerable<IDoor> doors, IServiceProvider services)
    {
        foreach (var door in doors)
            door.Map(new DoorRoutes(this, door.Declaration, services), services);
        _paths.Sort(static (one, other) => other.Path.Length.CompareTo(one.Path.Length));
    }

    /// <summary>The paths, the longest first.</summary>
    public IReadOnlyList<DoorPath> Paths => _paths;

    /// <summary>What answers a request; null where no door does.</summary>
    public Func<HttpExchange, ValueTask>? Find(HttpExchange exchange)
    {
        if (_byPath.TryGetValue(exchange.Path, out var asked) && asked.Find(exchange) is { } exact)
            return exact;
        foreach (var path in _paths)
        {
            if (path.Find(exchange) is { } answer)
                return answer;
        }

        return null;
    }

    /// <summary>The entry of a path, which is made if there is none.</summary>
    internal DoorPath Of(string path)
    {
        if (_byPath.TryGetValue(path, out var found))
            return found;
        var made = new DoorPath(path);
        _byPath.Add(path, made);
        _paths.Add(made);
        return made;
    }
}
