namespace VimSessionService.Vim25;

/// <summary>Makes views.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.ViewManager")]
public interface IViewManager : IManagedObject
{
    [Privilege("System.View"), Reference("View")]
    ManagedObjectReference[]? ViewList { get; }

    [Privilege("System.View")]
    [return: Reference("InventoryView")]
    ManagedObjectReference CreateInventoryView();

    [Privilege("System.View")]
    [return: Reference("ContainerView")]
    ManagedObjectReference CreateContainerView(
        [Privilege("System.View"), Reference("ManagedEntity")] ManagedObjectReference container, string[]? type, bool recursive);

    [Privilege("System.View")]
    [return: Reference("ListView")]
    ManagedObjectReference CreateListView([Privilege("System.View")] ManagedObjectReference[]? obj);

    [Privilege("System.View")]
    [return: Reference("ListView")]
    ManagedObjectReference CreateListViewFromView([Reference("View")] ManagedObjectReference view);
}

/// <summary>A list of objects for the time of a session.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.View")]
public interface IView : IManagedObject
{
    [Privilege("System.View")]
    void DestroyView();
}

/// <summary>A view that shows its objects.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.ManagedObjectView")]
public interface IManagedObjectView : IView
{
    ManagedObjectReference[]? View { get; }
}

/// <summary>A view of what is in a container.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.ContainerView")]
public interface IContainerView : IManagedObjectView
{
    [Reference("ManagedEntity")]
    ManagedObjectReference Container { get; }

    string[]? Type { get; }

    bool Recursive { get; }
}

/// <summary>A view of objects that the client names.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.ListView")]
public interface IListView : IManagedObjectView
{
    ManagedObjectReference[]? ModifyListView([Privilege("System.View")] ManagedObjectReference[]? add, [Privilege("System.View")] ManagedObjectReference[]? remove);

    ManagedObjectReference[]? ResetListView([Privilege("System.View")] ManagedObjectReference[]? obj);

    void ResetListViewFromView([Reference("View")] ManagedObjectReference view);
}

/// <summary>A view of an inventory whose folders its client opens and closes, as in a tree on a screen.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
[VmodlName("vim.view.InventoryView")]
public interface IInventoryView : IManagedObjectView
{
    [return: Reference("ManagedEntity")]
    ManagedObjectReference[]? OpenInventoryViewFolder([Reference("ManagedEntity")] ManagedObjectReference[] entity);

    [return: Reference("ManagedEntity")]
    ManagedObjectReference[]? CloseInventoryViewFolder([Reference("ManagedEntity")] ManagedObjectReference[] entity);
}
