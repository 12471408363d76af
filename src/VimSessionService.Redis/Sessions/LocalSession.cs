using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>What this replica remembers of a session that it has added, or whose calls it has had: the document as it was read last, and the marks of the calls in flight.</summary>
/// <param name="key">The key of the session.</param>
/// <param name="name">Its name in the engine.</param>
/// <param name="begun">The session as this replica has added it; null for one of another.</param>
internal sealed class LocalSession(string key, string name, BegunSession? begun = null)
{
    private readonly Lock _lock = new();
    private readonly Stack<string> _marks = new();
    private SessionDocument? _document;
    private Session? _last;
    private bool _hasEnded;

    /// <summary>The name of the session in the engine.</summary>
    public string Name => name;

    /// <summary>A call has begun.</summary>
    public Session Enter(string mark, string state, byte[] document, long objects)
    {
        lock (_lock)
        {
            _document = Known(document);
            _marks.Push(mark);
            return _last = _document.ToSession(key, state, objects);
        }
    }

    /// <summary>A document of the session: the same object as before while it has not changed, as it is decoded once.</summary>
    public SessionDocument Read(byte[] document)
    {
        lock (_lock)
            return Known(document);
    }

    /// <summary>A call ends: its mark, or null when the session has ended, whose marks are gone. False when no call was in flight.</summary>
    public bool TryLeave(out string? mark)
    {
        lock (_lock)
        {
            var isFound = _marks.TryPop(out mark);
            if (_hasEnded)
                mark = null;
            return isFound;
        }
    }

    /// <summary>The session has ended.</summary>
    public void End()
    {
        lock (_lock)
            _hasEnded = true;
    }

    private SessionDocument Known(byte[] document) => _document is { } known && known.Bytes.AsSpan().SequenceEqual(document) ? known : new SessionDocument(document, begun);

    /// <summary>Whether the session has ended and no call of it is in flight.</summary>
    public bool IsDone
    {
        get
        {
            lock (_lock)
                return _hasEnded && _marks.Count == 0;
        }
    }

    /// <summary>The session as it was last seen; null when it has ended.</summary>
    public Session? Last
    {
        get
        {
            lock (_lock)
                return _hasEnded ? null : _last;
        }
    }
}
