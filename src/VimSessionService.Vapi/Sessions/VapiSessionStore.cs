using VimSessionService.Core.Sessions;

namespace VimSessionService.Vapi.Sessions;

/// <summary>
/// The sessions of the vSphere Automation API that are apart from those of SOAP. In addition to the rules of the store below it a session ends a fixed time after its login, and the
/// limit for one user holds for administrators too.
/// </summary>
/// <param name="store">Keeps the sessions.</param>
/// <param name="lifetime">How long a session lives at most.</param>
/// <param name="time">The clock.</param>
internal sealed class VapiSessionStore(ISessionStore store, TimeSpan lifetime, TimeProvider time) : ISessionStore
{
    /// <inheritdoc/>
    public async ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
    {
        var counted = data with { IsAdministrator = false };
        var added = await store.AddAsync(counted, tokens, cancellationToken);
        return added is null && await EndOverAsync(cancellationToken) ? await store.AddAsync(counted, tokens, cancellationToken) : added;
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken)
    {
        if (await store.EnterAsync(token, cancellationToken) is not { } session)
            return null;
        if (!IsOver(session))
            return session;
        await store.LeaveAsync(session.Key);
        await EndAsync(session, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask<bool> LeaveAsync(string key) => store.LeaveAsync(key);

    /// <inheritdoc/>
    public async ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var session = await store.FindAsync(key, cancellationToken);
        if (session is null || !IsOver(session))
            return session;
        await EndAsync(session, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(session => !IsOver(session))];

    /// <inheritdoc/>
    public ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken) =>
        store.UpdateAsync(key, change, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken) => store.HasEndedLatelyAsync(token, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken) => store.RemoveAsync(key, reason, cancellationToken);

    /// <summary>Ends the sessions that have lived long enough, so that they count for no limit; false when there are none.</summary>
    private async ValueTask<bool> EndOverAsync(CancellationToken cancellationToken)
    {
        var hasEnded = false;
        foreach (var session in await store.ListAsync(cancellationToken))
            hasEnded |= IsOver(session) && await EndAsync(session, cancellationToken);
        return hasEnded;
    }

    private bool IsOver(Session session) => time.GetUtcNow().UtcDateTime - session.LoginTime >= lifetime;

    private ValueTask<bool> EndAsync(Session session, CancellationToken cancellationToken) => store.RemoveAsync(session.Key, SessionEnd.Expired, cancellationToken);
}
