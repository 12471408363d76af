using System.Collections.Concurrent;

namespace VimSessionService.Redis.Replicas;

/// <summary>How far the other replicas have come with telling, as far as this one has heard.</summary>
internal sealed class ToldPositions
{
    /// <summary>Replicas that are started again have other names, and nobody says that the old ones are gone.</summary>
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, long> _positions = new(StringComparer.Ordinal);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is completed when something new is heard. To be taken before looking.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>A replica has told everything up to a change.</summary>
    public void Hear(string replica, long position)
    {
        if (_positions.Count >= MostRemembered)
            _positions.Clear(); // Whoever waits asks the engine then.
        _positions.AddOrUpdate(replica, position, (_, known) => Math.Max(known, position));
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Whether all of these have told a change.</summary>
    public bool HaveAll(IReadOnlyList<string> replicas, long number) => replicas.All(replica => _positions.GetValueOrDefault(replica) >= number);
}
