using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Doors;

/// <summary>Finds what answers a request, among the paths that doors have mapped.</summary>
internal sealed class DoorRouter
{
    private readonly List<DoorPath> _paths = [];

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
        if (_paths.Find(known => known.Path == path) is { } found)
            return found;
        var made = new DoorPath(path);
        _paths.Add(made);
        return made;
    }
}
