using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>A view of what is in a container, which follows the inventory and what the caller may see of it.</summary>
internal sealed class ContainerView(
    ManagedObjectReference reference, ViewServices services, ManagedObjectReference container, string[] types, bool recursive)
    : ContainerViewBase<CallContext>(reference), ISharedObject
{
    /// <inheritdoc/>
    public SharedObjectRecord Describe() => new() { Kind = Reference.Type, Of = container.Value, Names = types, Deep = recursive };

    /// <inheritdoc/>
    public void Drop(CallContext call) => services.Drop(call, this);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetContainer(CallContext call) => new(container);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetType(CallContext call) => new(types.Length > 0 ? types : null);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetRecursive(CallContext call) => new(recursive);

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference[]?> GetView(CallContext call) =>
        await services.ContentAsync(call, container, types, recursive);

    /// <inheritdoc/>
    protected override ValueTask DestroyView(CallContext call) => services.DestroyAsync(call, this);
}
