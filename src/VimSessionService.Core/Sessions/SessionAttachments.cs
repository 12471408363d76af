using System.Collections.Concurrent;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Objects that live as long as a session on this replica, one of each type. Those that can be disposed of are, once the session
/// has ended.
/// </summary>
public sealed class SessionAttachments
{
    private readonly ConcurrentDictionary<Type, object> _items = new();
    private volatile bool _ended;

    /// <summary>The attached object of a type, made at its first use.</summary>
    public T GetOrAdd<T>(Func<T> make)
        where T : class
    {
        var item = (T)_items.GetOrAdd(typeof(T), static (_, make) => make(), make);
        if (_ended)
            (item as IDisposable)?.Dispose();
        return item;
    }

    /// <summary>The attached object of a type; null before its first use.</summary>
    public T? Find<T>()
        where T : class => _items.TryGetValue(typeof(T), out var item) ? (T)item : null;

    /// <summary>The session has ended. What is disposed of twice must not mind.</summary>
    public void End()
    {
        _ended = true;
        foreach (var (_, item) in _items)
            (item as IDisposable)?.Dispose();
    }
}
