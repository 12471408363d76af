using System.Net;
using VimSessionService.AdminClient.Journal;
using VimSessionService.Core;
using VimSessionService.Core.Expiry;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Lab.Journal;

/// <summary>
/// What became of sessions, by the hashes of the tokens that owned them. The latest are remembered; each user has a share, so that one who logs in again and
/// again displaces none but the own.
/// </summary>
/// <param name="issuer">Knows which tokens were given to which address.</param>
/// <param name="limits">How long sessions live.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionHistory(SessionTokenIssuer issuer, SessionLimits limits, TimeProvider time) : ISessionObserver
{
    private const int Capacity = 10_000;
    private const int Share = Capacity / 2;
    private const string UnknownSource = "session id";

    private readonly Lock _lock = new();
    private readonly SharedCapacity<Known> _room = new(Capacity, Share);
    private readonly Dictionary<SecretHash, Known> _byToken = [];
    private readonly Dictionary<string, Known> _byKey = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>A session was opened, which these tokens own.</summary>
    public void Opened(Session session, SessionToken? token, SessionToken? adopted)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(session.Key, out var known))
            {
                known = new Known(session.Key, session.Data.User.UserName);
                var entry = new SharedCapacity<Known>.Entry(known.User, known, ++_sequence);
                if (_room.Add(entry) is { } displaced)
                    Forget(displaced);
                _byKey.Add(session.Key, known);
            }

            Own(known, token);
            Own(known, adopted);
        }
    }

    /// <summary>Somebody ended a session by a call.</summary>
    public void TerminatedBy(string key, string who)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var known) && known.Fate == DiagnosisCause.Terminated)
                known.By = who;
        }
    }

    /// <inheritdoc/>
    public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(session.Key, out var known))
                (known.Fate, known.At) = (FateOf(reason), reason == SessionEnd.Expired ? ExpiryOf(session) : time.GetUtcNow());
        }

        return default;
    }

    /// <summary>What became of a token that owns no live session.</summary>
    public TokenFate FateOf(SessionToken token, IPAddress address)
    {
        var source = token.Source.Length == 0 ? UnknownSource : token.Source;
        if (token.Hash is not { } hash)
            return new TokenFate { Source = source, Hash = "none, it is too long", Fate = DiagnosisCause.NeverIssued };
        lock (_lock)
        {
            if (_byToken.TryGetValue(hash, out var known))
            {
                return new TokenFate
                {
                    Source = source,
                    Hash = hash.Beginning,
                    Fate = known.Fate ?? DiagnosisCause.Rule,
                    Session = known.Key,
                    User = known.User,
                    At = known.At,
                    By = known.By,
                };
            }
        }

        return issuer.AgeOf(token, address) is { } age
            ? new TokenFate { Source = source, Hash = hash.Beginning, Fate = DiagnosisCause.Forgotten, At = time.GetUtcNow() - age }
            : new TokenFate { Source = source, Hash = hash.Beginning, Fate = DiagnosisCause.NeverIssued };
    }

    private static DiagnosisCause FateOf(SessionEnd reason) => reason switch
    {
        SessionEnd.LoggedOut => DiagnosisCause.LoggedOut,
        SessionEnd.Expired => DiagnosisCause.Expired,
        SessionEnd.Terminated => DiagnosisCause.Terminated,
        SessionEnd.LostInRestart => DiagnosisCause.LostInRestart,
        _ => DiagnosisCause.Other,
    };

    /// <summary>An expiry may be noticed late; it counts from the last call.</summary>
    private DateTimeOffset ExpiryOf(Session session)
    {
        var (due, now) = (new DateTimeOffset(session.LastActiveTime) + limits.IdleTimeout, time.GetUtcNow());
        return due < now ? due : now;
    }

    private void Own(Known known, SessionToken? token)
    {
        if (token?.Hash is not { } hash || known.Tokens.Contains(hash))
            return;
        known.Tokens.Add(hash);
        _byToken[hash] = known;
    }

    private void Forget(Known known)
    {
        _byKey.Remove(known.Key);
        foreach (var hash in known.Tokens)
        {
            if (_byToken.TryGetValue(hash, out var other) && ReferenceEquals(other, known))
                _byToken.Remove(hash);
        }
    }

    private sealed class Known(string key, string user)
    {
        public string Key { get; } = key;

        public string User { get; } = user;

        public List<SecretHash> Tokens { get; } = new(1);

        public DiagnosisCause? Fate { get; set; }

        public DateTimeOffset? At { get; set; }

        public string? By { get; set; }
    }
}
