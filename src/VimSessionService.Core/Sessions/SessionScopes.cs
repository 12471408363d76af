using System.Collections.Concurrent;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// What lives as long as a session on this replica, by the session's key: its views, filters and pages. It ends when the session does, or when a call
/// ends that used it after the session had ended.
/// </summary>
public sealed class SessionScopes : ISessionObserver
{
    private readonly ConcurrentDictionary<string, SessionAttachments> _byKey = new(StringComparer.Ordinal);

    /// <summary>How many sessions have something.</summary>
    public int Count => _byKey.Count;

    /// <summary>What a session has, made at its first use. Only for calls that the store has let in.</summary>
    public SessionAttachments Of(string key) => _byKey.GetOrAdd(key, static _ => new SessionAttachments());

    /// <summary>What a session has; null for nothing.</summary>
    public SessionAttachments? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The session has ended.</summary>
    public void End(string key)
    {
        if (_byKey.TryRemove(key, out var attachments))
            attachments.End();
    }

    /// <inheritdoc/>
    public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
    {
        End(session.Key);
        return default;
    }
}
