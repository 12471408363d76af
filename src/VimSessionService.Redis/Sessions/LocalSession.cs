using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>What this replica remembers of a session whose calls it has had: the document as it was read last, and the marks of the calls in flight.</summary>
internal sealed class LocalSession(string key)
{
    private readonly Lock _lock = new();
    private readonly Stack<string> _marks = new();
    private SessionDocument? _document;
    private Session? _last;
    private bool _hasEnded;

    /// <summary>A call has begun.</summary>
    public Session Enter(string mark, string state, byte[] document, long objects)
    {
        lock (_lock)
        {
            if (_document is null || !_document.Bytes.AsSpan().SequenceEqual(document))
                _document = new SessionDocument(document);
            _marks.Push(mark);
            return _last = _document.ToSession(key, state, objects);
        }
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
