using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// The tokens whose sessions have just ended, as hashes: a client that never replaces its first cookie logs in with it again. Each user has
/// a share of the capacity.
/// </summary>
internal sealed class EndedTokens(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<SecretHash, SharedCapacity<Tokens>.Entry> _byHash = [];
    private readonly SharedCapacity<Tokens> _room = new(Capacity, Capacity / 10);

    /// <summary>A session has ended. A short session is not remembered: for its token the time of issue is sufficient.</summary>
    public void Add(InMemorySession session)
    {
        if (time.GetUtcNow().UtcDateTime - session.LoginTime < CookieAdoption.Lifetime / 2)
            return;
        var now = time.GetTimestamp();
        var added = new SharedCapacity<Tokens>.Entry(
            session.Owner, new Tokens(session.Tokens), now + (long)(CookieAdoption.Lifetime.TotalSeconds * time.TimestampFrequency));
        lock (_lock)
        {
            while (_room.First is { } first && first.Deadline <= now)
            {
                _room.Remove(first);
                Forget(first.Value);
            }

            if (_room.Add(added) is { } displaced)
                Forget(displaced);
            foreach (var hash in session.Tokens)
                _byHash[hash] = added;
        }
    }

    /// <summary>Whether the token's session has ended lately.</summary>
    public bool Contains(SessionToken token)
    {
        if (token.Hash is not { } hash)
            return false;
        lock (_lock)
            return _byHash.TryGetValue(hash, out var found) && found.Deadline > time.GetTimestamp();
    }

    private void Forget(Tokens tokens)
    {
        foreach (var hash in tokens.Hashes)
        {
            if (_byHash.TryGetValue(hash, out var entry) && ReferenceEquals(entry.Value, tokens))
                _byHash.Remove(hash);
        }
    }

    private sealed record Tokens(SecretHash[] Hashes);
}
