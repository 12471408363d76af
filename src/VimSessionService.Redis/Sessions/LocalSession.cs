using System.Text;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Sessions;

/// <summary>What this replica remembers of a session that it has added, or whose calls it has had: the document as it was read last with its stamp, and the marks of the calls in flight.</summary>
/// <param name="key">The key of the session.</param>
/// <param name="name">Its name in the engine.</param>
/// <param name="begun">The session as this replica has added it; null for one of another.</param>
internal sealed class LocalSession(string key, string name, BegunSession? begun = null)
{
    private readonly Lock _lock = new();
    private readonly Stack<string> _marks = new();
    private readonly List<SecretHash> _tokens = [];
    private SessionDocument? _document;
    private string? _stamp;
    private Session? _last;
    private bool _hasEnded;

    /// <summary>The name of the session in the engine, as scripts are given it.</summary>
    public RedisValue Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The tokens by which it is found here.</summary>
    public IReadOnlyList<SecretHash> Tokens
    {
        get
        {
            lock (_lock)
                return [.. _tokens];
        }
    }

    /// <summary>The document and its stamp, for a call that reads it only if it has changed; null while there is no such document, or when the session has ended.</summary>
    public StampedDocument? Stamped
    {
        get
        {
            lock (_lock)
                return _hasEnded || _stamp is null || _document is null ? null : new StampedDocument(_document, _stamp);
        }
    }

    /// <summary>The session is found by a token.</summary>
    public void FindBy(SecretHash token)
    {
        lock (_lock)
        {
            if (!_tokens.Contains(token))
                _tokens.Add(token);
        }
    }

    /// <summary>The document is here, as it is in the engine together with a state.</summary>
    public void Know(byte[] document, string state)
    {
        lock (_lock)
        {
            _document = Known(document);
            _stamp = DocumentStamp.Of(state);
        }
    }

    /// <summary>A call has begun, and the document is that of its state.</summary>
    public Session Enter(string mark, string state, SessionDocument document, long objects)
    {
        lock (_lock)
        {
            _marks.Push(mark);
            return _last = document.ToSession(key, state, objects);
        }
    }

    /// <summary>A call has begun, and the document was read.</summary>
    public Session Enter(string mark, string state, byte[] document, long objects)
    {
        lock (_lock)
        {
            Know(document, state);
            return Enter(mark, state, _document!, objects);
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
