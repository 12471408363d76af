using System.Collections.Concurrent;

namespace VimSessionService.Core.Sessions;

/// <summary>Objects that live as long as a session on this replica, one of each type.</summary>
public sealed class SessionAttachments
{
    private readonly ConcurrentDictionary<Type, object> _items = new();

    /// <summary>The attached object of a type, made at its first use.</summary>
    public T GetOrAdd<T>(Func<T> make)
        where T : class => (T)_items.GetOrAdd(typeof(T), static (_, make) => make(), make);
}
