using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Doors;

/// <summary>What doors have mapped at one path.</summary>
/// <param name="path">The path.</param>
internal sealed class DoorPath(string path)
{
    private readonly List<(Func<HttpExchange, bool> Condition, Func<HttpExchange, ValueTask> Answer)> _exact = [];
    private Func<HttpExchange, ValueTask>? _below;

    /// <summary>The path.</summary>
    public string Path => path;

    /// <summary>Whether what is below the path is mapped too.</summary>
    public bool HasBelow => _below is not null;

    /// <summary>What answers a request; null when nothing of this path does.</summary>
    public Func<HttpExchange, ValueTask>? Find(HttpExchange exchange)
    {
        var asked = exchange.Path;
        if (!Door.IsAtOrBelow(asked, path))
            return null;
        if (asked.Length == path.Length)
        {
            foreach (var (condition, answer) in _exact)
            {
                if (condition(exchange))
                    return answer;
            }
        }

        return _below;
    }

    /// <summary>Has requests to the path itself answered that fulfil a condition.</summary>
    internal void AddExact(Func<HttpExchange, bool> condition, Func<HttpExchange, ValueTask> answer) => _exact.Add((condition, answer));

    /// <summary>Has what is below the path answered too.</summary>
    /// <param name="answer">Answers.</param>
    /// <exception cref="InvalidOperationException">There is an answer already.</exception>
    internal void SetBelow(Func<HttpExchange, ValueTask> answer) =>
        _below = _below is null ? answer : throw new InvalidOperationException($"The path {path} is mapped twice.");
}
