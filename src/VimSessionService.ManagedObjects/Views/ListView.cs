using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>A view of the objects that its client names. Only what exists is kept, each once, so it cannot outgrow the inventory.</summary>
internal sealed class ListView(ManagedObjectReference reference, ViewServices services) : ListViewBase<CallContext>(reference), IChangingObject
{
    private const int BytesOfEntry = 64;

    private readonly Lock _lock = new();
    private ManagedObjectReference[] _objects = [];

    /// <summary>The memory that its entries take, roughly.</summary>
    public long Bytes => (long)_objects.Length * BytesOfEntry;

    /// <summary>Shows other objects than before.</summary>
    /// <returns>Those that do not exist.</returns>
    /// <exception cref="VimFaultException">SystemError: the session's objects would take too much memory.</exception>
    public ManagedObjectReference[] Reset(CallContext call, ManagedObjectReference[] objects)
    {
        lock (_lock)
            return Change(call, [], objects);
    }

    /// <inheritdoc/>
    public SharedObjectRecord Describe()
    {
        lock (_lock)
            return new() { Kind = Reference.Type, References = SharedObjectRecord.Flatten(_objects) };
    }

    /// <inheritdoc/>
    public void Take(CallContext call, SharedObjectRecord record)
    {
        lock (_lock)
            _objects = record.ToReferences();
        SessionObjects.Of(call).Weigh(this, Bytes);
        services.Changes.Notify(Reference, "view");
    }

    /// <inheritdoc/>
    public void Drop(CallContext call) => services.Drop(call, this);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetView(CallContext call)
    {
        lock (_lock)
            return new([.. _objects.Where(shown => services.Registry.Find(shown, call) is not null)]);
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> ModifyListView(CallContext call, ManagedObjectReference[]? add, ManagedObjectReference[]? remove) =>
        ChangeAsync(call, () =>
        {
            var shown = ValuesOf(_objects);
            var removed = ValuesOf(remove ?? []);
            return
            [
                .. (remove ?? []).Where(item => !shown.Contains(item.Value)),
                .. Change(call, Array.FindAll(_objects, item => !removed.Contains(item.Value)), add ?? []),
            ];
        });

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> ResetListView(CallContext call, ManagedObjectReference[]? obj) =>
        ChangeAsync(call, () => Change(call, [], obj ?? []));

    /// <inheritdoc/>
    protected override async ValueTask ResetListViewFromView(CallContext call, ManagedObjectReference view)
    {
        var shown = await ViewManager.ShownInAsync(call, services.Registry, view);
        await ChangeAsync(call, () => Change(call, [], shown));
    }

    /// <inheritdoc/>
    protected override ValueTask DestroyView(CallContext call) => services.DestroyAsync(call, this);

    /// <summary>Changes what is shown, and gives what does not exist.</summary>
    private async ValueTask<ManagedObjectReference[]?> ChangeAsync(CallContext call, Func<ManagedObjectReference[]> change)
    {
        var unresolved = await services.Sharing.ChangeAsync(call, this, () =>
        {
            lock (_lock)
                return new ValueTask<ManagedObjectReference[]>(change());
        });
        services.Changes.Notify(Reference, "view");
        return unresolved.Length > 0 ? unresolved : null;
    }

    private static HashSet<string> ValuesOf(ManagedObjectReference[] references) =>
        references.Select(static reference => reference.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Shows what is kept and what is added, and gives what of this does not exist.</summary>
    private ManagedObjectReference[] Change(CallContext call, ManagedObjectReference[] kept, ManagedObjectReference[] added)
    {
        call.Budget.Spend(_objects.Length + kept.Length + added.Length);
        var shown = ValuesOf(kept);
        List<ManagedObjectReference> objects = [.. kept];
        var unresolved = new List<ManagedObjectReference>();
        foreach (var item in added)
        {
            if (services.Registry.Find(item, call) is not { } found)
                unresolved.Add(item);
            else if (shown.Add(item.Value))
                objects.Add(found.Reference);
        }

        if (call.Session is not null)
            SessionObjects.Of(call).Weigh(this, (long)objects.Count * BytesOfEntry);
        _objects = [.. objects];
        return [.. unresolved];
    }
}
