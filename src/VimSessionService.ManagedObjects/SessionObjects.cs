using System.Collections.Concurrent;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>
/// The managed objects that a session has created, such as views, filters and collectors. Other sessions cannot find them. They are
/// removed with the session, and disposed when they are disposable.
/// </summary>
internal sealed class SessionObjects : IDisposable
{
    /// <summary>A client that creates objects and never destroys them gets a fault before it fills the memory.</summary>
    private const int MaxObjects = 2_000;

    /// <summary>What every object takes beside what its maker says.</summary>
    private const int BytesOfObject = 1_000;

    private readonly ConcurrentDictionary<string, Owned> _objects = new(StringComparer.Ordinal);
    private SessionBytes? _bytes;

    /// <summary>Raised after an object was removed, but not when all go with the session.</summary>
    public event Action? Removed;

    /// <summary>The objects of the session of a call.</summary>
    public static SessionObjects Of(CallContext call) => call.Attachments!.GetOrAdd(static () => new SessionObjects());

    /// <summary>A name for a new object of a session, as <c>session[52…]52…</c>.</summary>
    public static ManagedObjectReference NewReference(Session session, string type) => ReferenceOf(session, type, VimUuid.Create());

    /// <summary>The name of an object of a session by its part after the session.</summary>
    public static ManagedObjectReference ReferenceOf(Session session, string type, string name) => new(type, $"session[{session.Key}]{name}");

    /// <summary>The objects, in no order.</summary>
    public IEnumerable<ManagedObject<CallContext>> All => _objects.Select(static entry => entry.Value.Object);

    /// <summary>Adds an object.</summary>
    /// <param name="call">The call that makes it.</param>
    /// <param name="managedObject">The object.</param>
    /// <param name="bytes">The memory that it takes, roughly.</param>
    /// <exception cref="VimFaultException">SystemError: the session has too many, or they take too much memory.</exception>
    public void Add(CallContext call, ManagedObject<CallContext> managedObject, long bytes)
    {
        if (_objects.Count >= MaxObjects)
            throw new VimFaultException(new SystemError { Reason = $"A session may have {MaxObjects} objects of its own." }, "the session has too many objects");
        _bytes ??= SessionBytes.Of(call);
        var owned = new Owned(managedObject) { Bytes = BytesOfObject + bytes };
        _bytes.Take(owned.Bytes);
        _objects[managedObject.Reference.Value] = owned;
    }

    /// <summary>An object takes other memory than before; one that was removed takes none.</summary>
    /// <exception cref="VimFaultException">SystemError: too much.</exception>
    public void Weigh(ManagedObject<CallContext> managedObject, long bytes)
    {
        if (!_objects.TryGetValue(managedObject.Reference.Value, out var owned))
            return;
        lock (owned)
        {
            if (owned.IsRemoved)
                return;
            _bytes!.Take(BytesOfObject + bytes - owned.Bytes);
            owned.Bytes = BytesOfObject + bytes;
        }
    }

    /// <summary>Finds an object by its value.</summary>
    public ManagedObject<CallContext>? Find(string value) => _objects.GetValueOrDefault(value)?.Object;

    /// <summary>Removes an object; true for the one caller that did.</summary>
    public bool Remove(ManagedObject<CallContext> managedObject)
    {
        if (!TryRemove(managedObject.Reference.Value))
            return false;
        Removed.CallAll();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (value, _) in _objects)
            TryRemove(value);
    }

    private bool TryRemove(string value)
    {
        if (!_objects.TryRemove(value, out var owned))
            return false;
        (owned.Object as IDisposable)?.Dispose();
        lock (owned)
        {
            owned.IsRemoved = true;
            _bytes!.Return(owned.Bytes);
        }

        return true;
    }

    /// <summary>An object with its weight.</summary>
    private sealed class Owned(ManagedObject<CallContext> managedObject)
    {
        public ManagedObject<CallContext> Object { get; } = managedObject;

        public long Bytes { get; set; }

        public bool IsRemoved { get; set; }
    }
}
