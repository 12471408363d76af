using System.Collections.Concurrent;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>
/// The managed objects that a session has made for itself, such as views, filters and collectors. Nobody else finds them, and they
/// go with the session; those that can be disposed of are, when they are removed.
/// </summary>
public sealed class SessionObjects : IDisposable
{
    /// <summary>A client that makes objects and never destroys them is told so, before it fills the memory.</summary>
    private const int MaxObjects = 2_000;

    private readonly ConcurrentDictionary<string, ManagedObject<Call>> _objects = new(StringComparer.Ordinal);

    /// <summary>Raised after an object was removed, but not when all go with the session.</summary>
    public event Action? Removed;

    /// <summary>The objects of a session.</summary>
    public static SessionObjects Of(ISession session) => session.Attachments.GetOrAdd(static () => new SessionObjects());

    /// <summary>A name for a new object of a session, as <c>session[52…]52…</c>.</summary>
    public static ManagedObjectReference NewReference(ISession session, string type) => new(type, $"session[{session.Key}]{VimUuid.Create()}");

    /// <summary>The objects, in no order.</summary>
    public IEnumerable<ManagedObject<Call>> All => _objects.Select(static entry => entry.Value);

    /// <summary>Adds an object.</summary>
    /// <exception cref="VimFaultException">SystemError: the session has too many.</exception>
    public void Add(ManagedObject<Call> managedObject)
    {
        if (_objects.Count >= MaxObjects)
            throw new VimFaultException(new SystemError { Reason = $"A session may have {MaxObjects} objects of its own." }, "the session has too many objects");
        _objects[managedObject.Reference.Value] = managedObject;
    }

    /// <summary>Finds an object by its value.</summary>
    public ManagedObject<Call>? Find(string value) => _objects.GetValueOrDefault(value);

    /// <summary>Removes an object; true for the one caller that did.</summary>
    public bool Remove(ManagedObject<Call> managedObject)
    {
        if (!_objects.TryRemove(managedObject.Reference.Value, out var removed))
            return false;
        (removed as IDisposable)?.Dispose();
        Removed?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (value, _) in _objects)
        {
            if (_objects.TryRemove(value, out var removed))
                (removed as IDisposable)?.Dispose();
        }
    }
}
