using System.Collections.Concurrent;
using VimSessionService.Core.Calls;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects;

/// <summary>The managed objects of the service, found by value, since clients may leave the type out.</summary>
internal sealed class ManagedObjectRegistry
{
    private readonly ConcurrentDictionary<string, ManagedObject<CallContext>> _objects = new(StringComparer.Ordinal);

    /// <summary>Makes the registry of the objects that are listed.</summary>
    /// <param name="listed">Every object that the service content names; until one is added, it is known by name only.</param>
    /// <param name="catalog">The types of the API that the service knows; null for the declared ones.</param>
    public ManagedObjectRegistry(IEnumerable<ManagedObjectReference> listed, VimCatalog? catalog = null)
    {
        Catalog = catalog ?? VimCatalog.Declared;
        foreach (var reference in listed)
            Add(new UnimplementedObject(reference, Catalog));
    }

    /// <summary>The types of the API that the service knows.</summary>
    public VimCatalog Catalog { get; }

    /// <summary>Adds an object, in the place of one of the same name.</summary>
    public void Add(ManagedObject<CallContext> managedObject) => _objects[managedObject.Reference.Value] = managedObject;

    /// <summary>Whether an object is more than known by its name.</summary>
    public bool IsImplemented(ManagedObjectReference reference) => _objects.TryGetValue(reference.Value, out var found) && found is not UnimplementedObject;

    /// <summary>An object of the service by the value of its reference; null for none.</summary>
    public ManagedObject<CallContext>? FindServed(string value) => _objects.GetValueOrDefault(value);

    /// <summary>Takes an object out.</summary>
    public void Remove(ManagedObjectReference reference) => _objects.TryRemove(reference.Value, out _);

    /// <summary>Finds an object that a caller may name: the service's, or one of the caller's session. The type may be left out.</summary>
    /// <exception cref="VimFaultException">The type is neither the object's nor one that the object's extends.</exception>
    public ManagedObject<CallContext>? Find(ManagedObjectReference reference, CallContext call)
    {
        var found = _objects.TryGetValue(reference.Value, out var served)
            ? served
            : call.Session is { } session ? call.Scopes.Find(session.Key)?.Find<SessionObjects>()?.Find(reference.Value) : null;
        if (found is null || reference.Type.Length == 0 || reference.Type == found.Reference.Type || VmodlNames.IsManaged(found.Type.Name, reference.Type))
            return found;
        throw new VimFaultException(
            new InvalidType(),
            $"{found.Reference} was called a {reference.Type}",
            $"Type Mismatch: expected: class {ClassName(reference.Type)}, found: class {ImplementationName(found.Type.Name)}");
    }

    /// <summary>Finds an object, or answers that there is none.</summary>
    public ManagedObject<CallContext> Get(ManagedObjectReference reference, CallContext call) =>
        Find(reference, call) ?? throw new VimFaultException(new ManagedObjectNotFound { Obj = reference }, $"there is no object {reference.Value}");

    /// <summary>The class of a managed type as a real server calls it, as in <c>Vim::Alarm::AlarmManager</c>.</summary>
    private static string ClassName(string type) =>
        string.Join("::", VmodlNames.OfManaged(type).Split('.').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The class that implements it there, as in <c>Vpxd::Alarm::AlarmMoImpl</c>.</summary>
    private static string ImplementationName(string type)
    {
        var name = ClassName(type);
        var root = name.IndexOf("::", StringComparison.Ordinal);
        return root < 0 ? $"Vpxd::{name}MoImpl" : $"Vpxd{name[root..]}MoImpl";
    }
}
