using VimSessionService.Core;
using VimSessionService.Core.Directory;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>Drafts of changes, and changes that replicas share.</summary>
internal sealed partial class InventoryEdits
{
    /// <summary>Has what the thread of the trial changes go into a draft.</summary>
    public void BeginDraft()
    {
        _draft = new InventoryDraft();
        inventory.BeginTrial();
    }

    /// <summary>Ends the draft, and gives it.</summary>
    public InventoryDraft EndDraft()
    {
        inventory.EndTrial();
        var draft = _draft!;
        _draft = null;
        return draft;
    }

    /// <summary>Has all see what has changed.</summary>
    /// <param name="returns">What is again as the inventory has it.</param>
    /// <param name="draft">What has changed.</param>
    public void Apply(InventoryReturns returns, InventoryDraft draft)
    {
        lock (_lock)
        {
            if (returns.HasTree || !draft.HasOnlyValues)
                _start ??= inventory.Save();
            Return(returns);
            foreach (var (value, added) in draft.Added)
            {
                registry.Add(Make(added.Source.Reference, added.Source));
                _added[value] = added;
            }

            foreach (var (at, value) in draft.Values)
            {
                _values[at] = value;
                _hasValues = true;
            }

            foreach (var (purpose, number) in draft.Numbers)
                _numbers[purpose] = number;
            foreach (var (value, name) in draft.Names)
                _names[value] = name;
            foreach (var gone in draft.Removed.Values)
                Unregister(gone);
            if (returns.HasTree)
                Rebuild();
            else
                Grow(draft.Added.Values, draft.Names, draft.Removed.Keys);
        }

        Notify(returns, draft);
    }

    private void Return(InventoryReturns returns)
    {
        foreach (var at in returns.Values)
            _values.TryRemove(at, out _);
        foreach (var value in returns.Added)
        {
            if (_added.Remove(value, out var added))
                registry.Remove(added.Source.Reference);
            _removed.TryRemove(value, out _);
        }

        foreach (var value in returns.Names)
            _names.Remove(value);
        foreach (var value in returns.Removed)
        {
            if (_removed.TryRemove(value, out var removed))
                registry.Add(removed);
        }
    }

    /// <summary>The tree as it was opened, with all that has changed of it. Readers see it in one step.</summary>
    private void Rebuild()
    {
        InventoryTree.State made;
        inventory.BeginTrial();
        try
        {
            inventory.Return(_start!);
            Grow(_added.Values, _names, _removed.Keys);
            made = inventory.Save();
        }
        finally
        {
            inventory.EndTrial();
        }

        inventory.Return(made);
    }

    /// <summary>Changes the tree. A replica that serves another inventory leaves out what has no place in it.</summary>
    private void Grow(IEnumerable<AddedObject> added, IEnumerable<KeyValuePair<string, string>> names, IEnumerable<string> removed)
    {
        var placed = added
            .Where(item => item.Place is { } place && inventory.Find(place.Parent.Value) is not null && inventory.Find(item.Source.Reference.Value) is null)
            .Select(static item => (item.Source.Reference, item.Place!.Value.Parent, item.Place.Value.Name))
            .ToArray();
        if (placed.Length > 0)
            inventory.AddRange(placed);
        foreach (var (value, name) in names)
        {
            if (inventory.Find(value) is { Parent: not null } entity && entity.Name != name)
                inventory.Rename(entity.Reference, name);
        }

        foreach (var value in removed)
        {
            if (inventory.Find(value) is { Parent: not null } entity)
                inventory.Remove(entity.Reference);
        }
    }

    private void Notify(InventoryReturns returns, InventoryDraft draft)
    {
        foreach (var (value, property) in returns.Values.Concat(draft.Values.Keys))
            changes.Notify(new Vim25.ManagedObjectReference("", value), property);
        if (returns.HasTree || draft.Removed.Count > 0)
            changes.NotifyAll();
        if (returns.HasTree || !draft.HasOnlyValues || returns.Values.Concat(draft.Values.Keys).Any(static at => IsSearched(at.Property)))
            SearchedChanged.CallAll();
    }
}
