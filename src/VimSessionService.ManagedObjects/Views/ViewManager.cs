using VimSessionService.Core.Calls;
using VimSessionService.Core.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>Makes views, which belong to the session that made them.</summary>
public sealed class ViewManager : ViewManagerBase<Call>
{
    private readonly ViewServices _services;

    /// <summary>Makes it.</summary>
    public ViewManager(
        ManagedObjectReference reference, InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access, PropertyChanges changes)
        : base(reference) => _services = new ViewServices(reference, inventory, registry, access, changes);

    /// <summary>What a view shows.</summary>
    /// <exception cref="VimFaultException">ManagedObjectNotFound: there is no such view.</exception>
    internal static async ValueTask<ManagedObjectReference[]> ShownInAsync(Call call, ManagedObjectRegistry registry, ManagedObjectReference view)
    {
        var found = registry.Get(view, call);
        return found.Type.Is("ManagedObjectView")
            ? await found.ReadPropertyAsync("view", call) as ManagedObjectReference[] ?? []
            : throw new VimFaultException(new InvalidArgument { InvalidProperty = "view" }, $"{view.Value} is no view");
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetViewList(Call call) =>
        new([.. SessionObjects.Of(call.Session!).All.Where(static item => item.Type.Is("View")).Select(static item => item.Reference)]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference> CreateInventoryView(Call call) =>
        new(Add(call, "InventoryView", reference => new InventoryView(reference, _services)));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference> CreateContainerView(Call call, ManagedObjectReference container, string[]? type, bool recursive)
    {
        var found = _services.Registry.Get(container, call);
        if (!found.Type.Is("Folder") && !found.Type.Is("Datacenter"))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "container" }, $"{container.Value} holds no inventory objects");
        if (Array.Exists(type ?? [], static name => VimManagedTypes.Find(name) is { } declared && !declared.Is("ManagedEntity")))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "type" }, "the inventory holds no objects of the type");
        return new(Add(call, "ContainerView", reference => new ContainerView(reference, _services, found.Reference, type ?? [], recursive)));
    }

    /// <summary>Unlike a later change of the list, its making fails if an object does not exist.</summary>
    protected override ValueTask<ManagedObjectReference> CreateListView(Call call, ManagedObjectReference[]? obj)
    {
        foreach (var reference in obj ?? [])
            _services.Registry.Get(reference, call);
        return new(AddListView(call, obj ?? []));
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreateListViewFromView(Call call, ManagedObjectReference view) =>
        AddListView(call, await ShownInAsync(call, _services.Registry, view));

    private ManagedObjectReference AddListView(Call call, ManagedObjectReference[] objects) => Add(call, "ListView", reference =>
    {
        var view = new ListView(reference, _services);
        view.Reset(call, objects);
        return view;
    });

    private ManagedObjectReference Add(Call call, string type, Func<ManagedObjectReference, ManagedObject<Call>> make)
    {
        var session = call.Session!;
        var view = make(SessionObjects.NewReference(session, type));
        SessionObjects.Of(session).Add(view);
        _services.Changes.Notify(Reference, "viewList");
        return view.Reference;
    }
}
