using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>Makes views, which belong to the session that made them.</summary>
internal sealed class ViewManager : ViewManagerBase<CallContext>, ISharedObjectMaker
{
    private static readonly string[] Containers = ["Folder", "Datacenter", "ComputeResource", "ResourcePool", "HostSystem"];

    private const int BytesOfInventoryView = 1_000;

    private readonly ViewServices _services;

    /// <summary>Makes it.</summary>
    public ViewManager(
        ManagedObjectReference reference, InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access, PropertyChanges changes, ObjectSharing sharing)
        : base(reference) => _services = new ViewServices(reference, inventory, registry, access, changes, sharing);

    /// <inheritdoc/>
    public ISharedObject? Make(CallContext call, ManagedObjectReference reference, SharedObjectRecord record)
    {
        switch (record.Kind)
        {
            case "InventoryView":
                var inventory = new InventoryView(reference, _services);
                inventory.Take(call, record);
                return Add(call, inventory, BytesOfInventoryView);
            case "ContainerView" when _services.Registry.Find(new ManagedObjectReference("", record.Of ?? ""), call) is { } container:
                var types = record.Names ?? [];
                return Add(call, new ContainerView(reference, _services, container.Reference, types, record.Deep), ValueWeight.Of(types));
            case "ListView":
                var list = new ListView(reference, _services);
                list.Take(call, record);
                return Add(call, list, list.Bytes);
            default:
                return null;
        }
    }

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
        AddAsync(call, new InventoryView(NewReference(call, "InventoryView"), _services), BytesOfInventoryView);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference> CreateContainerView(CallContext call, ManagedObjectReference container, string[]? type, bool recursive)
    {
        var found = _services.Registry.Get(container, call);
        if (!Array.Exists(Containers, found.Type.Is))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "container" }, $"{container.Value} holds no inventory objects");
        if (Array.Exists(type ?? [], name => _services.Registry.Catalog.FindManagedType(name) is { } declared && !declared.Is("ManagedEntity")))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "type" }, "the inventory holds no objects of the type");
        var view = new ContainerView(NewReference(call, "ContainerView"), _services, found.Reference, type ?? [], recursive);
        return AddAsync(call, view, ValueWeight.Of(type));
    }

    /// <summary>Unlike a later change of the list, its making fails if an object does not exist.</summary>
    protected override ValueTask<ManagedObjectReference> CreateListView(CallContext call, ManagedObjectReference[]? obj)
    {
        call.Budget.Spend(obj?.Length ?? 0);
        foreach (var reference in obj ?? [])
            _services.Registry.Get(reference, call);
        return AddListViewAsync(call, obj ?? []);
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreateListViewFromView(CallContext call, ManagedObjectReference view) =>
        await AddListViewAsync(call, await ShownInAsync(call, _services.Registry, view));

    private ValueTask<ManagedObjectReference> AddListViewAsync(CallContext call, ManagedObjectReference[] objects)
    {
        var view = new ListView(NewReference(call, "ListView"), _services);
        view.Reset(call, objects);
        return AddAsync(call, view, view.Bytes);
    }

    private async ValueTask<ManagedObjectReference> AddAsync<TView>(CallContext call, TView view, long bytes)
        where TView : ManagedObject<CallContext>, ISharedObject
    {
        await _services.Sharing.AddAsync(call, Add(call, view, bytes));
        return view.Reference;
    }

    private TView Add<TView>(CallContext call, TView view, long bytes)
        where TView : ManagedObject<CallContext>
    {
        SessionObjects.Of(call).Add(call, view, bytes);
        _services.Changes.Notify(Reference, "viewList");
        return view;
    }

    private static ManagedObjectReference NewReference(CallContext call, string type) => SessionObjects.NewReference(call.Session!, type);
}
