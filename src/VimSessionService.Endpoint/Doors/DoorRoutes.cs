using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Doors;

/// <summary>Where a door maps its paths. Of several paths that a request is at or below, the longest counts, whichever doors they are of.</summary>
public sealed class DoorRoutes
{
    private readonly DoorRouter _router;
    private readonly Door _door;
    private readonly IReadOnlyList<string> _paths;

    internal DoorRoutes(DoorRouter router, Door door, IServiceProvider services) => (_router, _door, _paths) = (router, door, door.PathsIn(services));

    /// <summary>Maps a path and everything below it.</summary>
    /// <param name="path">The path, whose case counts.</param>
    /// <param name="answer">Answers a request.</param>
    /// <exception cref="InvalidOperationException">The path does not belong to the door by its declaration, or it is mapped already.</exception>
    public void MapBelow(string path, Func<HttpExchange, ValueTask> answer)
    {
        if (!_paths.Any(own => Door.IsAtOrBelow(path, own)))
            throw NotDeclared(path);
        _router.Of(path).SetBelow(answer);
    }

    /// <summary>Maps those requests to a path that fulfil a condition; others are answered as if the path were not mapped here.</summary>
    /// <param name="path">The path, whose case counts; what is below it does not belong to it.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="answer">Answers a request.</param>
    /// <exception cref="InvalidOperationException">The path does not belong to the door by its declaration.</exception>
    public void MapExact(string path, Func<HttpExchange, bool> condition, Func<HttpExchange, ValueTask> answer)
    {
        if (!_door.ExactPaths.Contains(path) && !_paths.Any(own => Door.IsAtOrBelow(path, own)))
            throw NotDeclared(path);
        _router.Of(path).AddExact(condition, answer);
    }

    private InvalidOperationException NotDeclared(string path) => new($"The door '{_door.Name}' maps {path}, which does not belong to it by its declaration.");
}
