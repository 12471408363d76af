using VimSessionService.Core.Sessions;

namespace VimSessionService.Vapi.Sessions;

/// <summary>
/// The sessions of the vSphere Automation API that are apart from those of SOAP. In addition to the rules of the store below it the limit for one user holds for administrators too, and a session
/// that has lived long enough takes no further call, also while another is in flight. The store ends it by itself, by <see cref="SessionLimits.MaxLifetime"/>.
/// </summary>
/// <param name="store">Keeps the sessions.</param>
/// <param name="lifetime">How long a session lives at most.</param>
/// <param name="time">The clock.</param>
internal sealed class VapiSessionStore(ISessionStore store, TimeSpan lifetime, TimeProvider time) : ISessionStore
{
    /// <inheritdoc/>
    public bool PostsEvents => store.PostsEvents;

    /// <inheritdoc/>
    public ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken) =>
        store.AddAsync(data with { IsAdministrator = false }, tokens, cancellationToken);

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

    private bool IsOver(Session session) => time.GetUtcNow().UtcDateTime - session.LoginTime >= lifetime;

    private ValueTask<bool> EndAsync(Session session, CancellationToken cancellationToken) => store.RemoveAsync(session.Key, SessionEnd.Expired, cancellationToken);
}
