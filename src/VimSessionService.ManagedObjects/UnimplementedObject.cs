using VimSessionService.Core.Calls;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects;

/// <summary>An object that the service content names and the service does not implement: every property is unset, every method NotSupported.</summary>
internal sealed class UnimplementedObject(ManagedObjectReference reference, VimCatalog catalog) : ManagedObject<CallContext>(reference)
{
    /// <inheritdoc/>
    public override VimManagedType Type { get; } = catalog.FindManagedType(reference.Type) ?? VimManagedType.Opaque(reference.Type);
}
