namespace VimSessionService.Core.Sessions;

/// <summary>Sessions that are kept apart from those that the doors share.</summary>
/// <param name="Store">Where they are kept; null for a service that keeps none apart.</param>
/// <param name="States">What their idle times can be set by; null for none.</param>
/// <param name="IsShared">Whether all replicas have the same ones.</param>
internal sealed record SeparateStore(ISessionStore? Store, ISessionStateStore? States, bool IsShared);

/// <summary>Every session of the service, for those who look at it from outside: those that the doors share, and those that are kept apart.</summary>
internal sealed class AllSessions
{
    private readonly (ISessionStore Store, ISessionStateStore? States)[] _all;
    private readonly ISessionStore[] _separate;
    private readonly ISessionStore[] _unshared;

    /// <summary>Makes it.</summary>
    /// <param name="shared">The sessions that the doors share.</param>
    /// <param name="separate">Those that are kept apart.</param>
    public AllSessions(ISessionStore shared, IEnumerable<SeparateStore> separate)
    {
        var apart = separate.Where(static store => store.Store is not null).ToArray();
        _all = [(shared, shared as ISessionStateStore), .. apart.Select(static store => (store.Store!, store.States))];
        _separate = [.. apart.Select(static store => store.Store!)];
        _unshared = [.. apart.Where(static store => !store.IsShared).Select(static store => store.Store!)];
    }

    /// <summary>All of them.</summary>
    public async ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken)
    {
        if (_all is [var (only, _)])
            return await only.ListAsync(cancellationToken);
        var sessions = new List<Session>();
        foreach (var (store, _) in _all)
            sessions.AddRange(await store.ListAsync(cancellationToken));
        return [.. sessions.OrderBy(static session => session.LoginTime)];
    }

    /// <summary>The session of a key; null for none.</summary>
    public async ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var (store, _) in _all)
        {
            if (await store.FindAsync(key, cancellationToken) is { } session)
                return session;
        }

        return null;
    }

    /// <summary>Replaces the data of a session; null when there is none of the key.</summary>
    public async ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken)
    {
        foreach (var (store, _) in _all)
        {
            if (await store.UpdateAsync(key, change, cancellationToken) is { } session)
                return session;
        }

        return null;
    }

    /// <summary>Ends a session; false when there is none of the key.</summary>
    public async ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken)
    {
        foreach (var (store, _) in _all)
        {
            if (await store.RemoveAsync(key, reason, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>What sets the idle time of a session; null when its store cannot do that, or there is no session of the key.</summary>
    public async ValueTask<ISessionStateStore?> StatesOfAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var (store, states) in _all)
        {
            if (await store.FindAsync(key, cancellationToken) is not null)
                return states;
        }

        return null;
    }

    /// <summary>Ends the sessions that are kept apart.</summary>
    public ValueTask EndSeparateAsync(SessionEnd reason, CancellationToken cancellationToken) => EndAsync(_separate, reason, cancellationToken);

    /// <summary>Ends the sessions that are kept apart and that other replicas do not have.</summary>
    public ValueTask EndUnsharedAsync(SessionEnd reason, CancellationToken cancellationToken) => EndAsync(_unshared, reason, cancellationToken);

    private static async ValueTask EndAsync(ISessionStore[] stores, SessionEnd reason, CancellationToken cancellationToken)
    {
        foreach (var store in stores)
        {
            foreach (var session in await store.ListAsync(cancellationToken))
                await store.RemoveAsync(session.Key, reason, cancellationToken);
        }
    }
}
