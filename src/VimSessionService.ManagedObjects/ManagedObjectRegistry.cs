using System.Collections.Concurrent;
using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>The managed objects of the service, found by value alone, since clients leave the type out or get it wrong (wire.md §1).</summary>
public sealed class ManagedObjectRegistry
{
    private readonly ConcurrentDictionary<string, ManagedObject<Call>> _objects = new(StringComparer.Ordinal);

    /// <summary>Makes the registry of the objects that are listed.</summary>
    /// <param name="listed">Every object that the service content names; until one is added, it is known by name only.</param>
    public ManagedObjectRegistry(IEnumerable<ManagedObjectReference> listed)
    {
        foreach (var reference in listed)
            Add(new ListedObject(reference));
    }

    /// <summary>Adds an object, in the place of one of the same name.</summary>
    public void Add(ManagedObject<Call> managedObject) => _objects[managedObject.Reference.Value] = managedObject;

    /// <summary>Takes an object out.</summary>
    public void Remove(ManagedObjectReference reference) => _objects.TryRemove(reference.Value, out _);

    /// <summary>Finds an object that a caller may name: the service's, or one of the caller's session.</summary>
    public ManagedObject<Call>? Find(ManagedObjectReference reference, Call call) =>
        _objects.TryGetValue(reference.Value, out var found)
            ? found
            : call.Session?.Attachments.Find<SessionObjects>()?.Find(reference.Value);

    /// <summary>Finds an object, or answers that there is none.</summary>
    public ManagedObject<Call> Get(ManagedObjectReference reference, Call call) =>
        Find(reference, call) ?? throw new VimFaultException(new ManagedObjectNotFound { Obj = reference }, $"there is no object {reference.Value}");
}
