using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>A view of the objects that its client names. Only what exists is kept, each once, so it cannot outgrow the inventory.</summary>
internal sealed class ListView(ManagedObjectReference reference, ViewServices services) : ListViewBase<Call>(reference)
{
    private readonly Lock _lock = new();
    private readonly List<ManagedObjectReference> _objects = [];

    /// <summary>Shows other objects than before.</summary>
    /// <returns>Those that do not exist.</returns>
    public ManagedObjectReference[] Reset(Call call, ManagedObjectReference[] objects)
    {
        lock (_lock)
        {
            _objects.Clear();
            return [.. Add(call, objects)];
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetView(Call call)
    {
        lock (_lock)
            return new([.. _objects.Where(shown => services.Registry.Find(shown, call) is not null)]);
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> ModifyListView(Call call, ManagedObjectReference[]? add, ManagedObjectReference[]? remove)
    {
        ManagedObjectReference[] unresolved;
        lock (_lock)
        {
            unresolved = [.. Remove(remove ?? []), .. Add(call, add ?? [])];
        }

        return Changed(unresolved);
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> ResetListView(Call call, ManagedObjectReference[]? obj) => Changed(Reset(call, obj ?? []));

    /// <inheritdoc/>
    protected override async ValueTask ResetListViewFromView(Call call, ManagedObjectReference view)
    {
        Reset(call, await ViewManager.ShownInAsync(call, services.Registry, view));
        services.Changes.Notify(Reference, "view");
    }

    /// <inheritdoc/>
    protected override ValueTask DestroyView(Call call)
    {
        services.Destroy(call, this);
        return default;
    }

    private ValueTask<ManagedObjectReference[]?> Changed(ManagedObjectReference[] unresolved)
    {
        services.Changes.Notify(Reference, "view");
        return new(unresolved.Length > 0 ? unresolved : null);
    }

    private List<ManagedObjectReference> Add(Call call, ManagedObjectReference[] objects)
    {
        var shown = _objects.Select(static item => item.Value).ToHashSet(StringComparer.Ordinal);
        var unresolved = new List<ManagedObjectReference>();
        foreach (var item in objects)
        {
            if (services.Registry.Find(item, call) is not { } found)
                unresolved.Add(item);
            else if (shown.Add(item.Value))
                _objects.Add(found.Reference);
        }

        return unresolved;
    }

    private List<ManagedObjectReference> Remove(ManagedObjectReference[] objects)
    {
        var values = objects.Select(static item => item.Value).ToHashSet(StringComparer.Ordinal);
        var shown = _objects.Select(static item => item.Value).ToHashSet(StringComparer.Ordinal);
        _objects.RemoveAll(item => values.Contains(item.Value));
        return [.. objects.Where(item => !shown.Contains(item.Value))];
    }
}
