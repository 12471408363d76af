using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>Makes views, which belong to the session that made them.</summary>
internal sealed class ViewManager : ViewManagerBase<CallContext>
{
    private static readonly string[] Containers = ["Folder", "Datacenter", "ComputeResource", "ResourcePool", "HostSystem"];

    private readonly ViewServices _services;

    /// <summary>Makes it.</summary>
    public ViewManager(
        ManagedObjectReference reference, InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access, PropertyChanges changes)
        : base(reference) => _services = new ViewServices(reference, inventory, registry, access, changes);

    /// <summary>What a view shows.</summary>
    /// <exception cref="VimFaultException">ManagedObjectNotFound: there is no such view.</exception>
    internal static async ValueTask<ManagedObjectReference[]> ShownInAsync(CallContext call, ManagedObjectRegistry registry, ManagedObjectReference view)
    {
        var found = registry.Get(view, call);
        return found.Type.Is("ManagedObjectView")
            ? await found.ReadPropertyAsync("view", call) as ManagedObjectReference[] ?? []
            : throw new VimFaultException(new InvalidArgument { InvalidProperty = "view" }, $"{view.Value} is no view");
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetViewList(CallContext call) =>
        new([.. SessionObjects.Of(call).All.Where(static item => item.Type.Is("View")).Select(static item => item.Reference)]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference> CreateInventoryView(CallContext call) =>
        new(Add(call, new InventoryView(NewReference(call, "InventoryView"), _services), bytes: 1_000));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference> CreateContainerView(CallContext call, ManagedObjectReference container, string[]? type, bool recursive)
    {
        var found = _services.Registry.Get(container, call);
        if (!Array.Exists(Containers, found.Type.Is))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "container" }, $"{container.Value} holds no inventory objects");
        if (Array.Exists(type ?? [], name => _services.Registry.Catalog.FindManagedType(name) is { } declared && !declared.Is("ManagedEntity")))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "type" }, "the inventory holds no objects of the type");
        var view = new ContainerView(NewReference(call, "ContainerView"), _services, found.Reference, type ?? [], recursive);
        return new(Add(call, view, ValueWeight.Of(type)));
    }

    /// <summary>Unlike a later change of the list, its making fails if an object does not exist.</summary>
    protected override ValueTask<ManagedObjectReference> CreateListView(CallContext call, ManagedObjectReference[]? obj)
    {
        call.Budget.Spend(obj?.Length ?? 0);
        foreach (var reference in obj ?? [])
            _services.Registry.Get(reference, call);
        return new(AddListView(call, obj ?? []));
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreateListViewFromView(CallContext call, ManagedObjectReference view) =>
        AddListView(call, await ShownInAsync(call, _services.Registry, view));

    private ManagedObjectReference AddListView(CallContext call, ManagedObjectReference[] objects)
    {
        var view = new ListView(NewReference(call, "ListView"), _services);
        view.Reset(call, objects);
        return Add(call, view, view.Bytes);
    }

    private ManagedObjectReference Add(CallContext call, ManagedObject<CallContext> view, long bytes)
    {
        SessionObjects.Of(call).Add(call, view, bytes);
        _services.Changes.Notify(Reference, "viewList");
        return view.Reference;
    }

    private static ManagedObjectReference NewReference(CallContext call, string type) => SessionObjects.NewReference(call.Session!, type);
}
