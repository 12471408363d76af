using VimSessionService.Core.Tables;

namespace VimSessionService.Redis.Tables;

/// <summary>The items of a table as they are in the engine.</summary>
/// <param name="table">The table.</param>
internal sealed class KnownItems(ISharedTable table)
{
    private readonly Dictionary<string, object> _items = new(StringComparer.Ordinal);

    /// <summary>The table.</summary>
    public ISharedTable Table => table;

    /// <summary>Whether the engine has none, since no replica has given it any.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>What the trial of a change has made of the table.</summary>
    public IEnumerable<(TableEdit Edit, object? Item)> Edits()
    {
        var left = _items.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (key, item) in table.Items())
        {
            left.Remove(key);
            var known = _items.GetValueOrDefault(key);
            if (ReferenceEquals(known, item))
                continue;
            var text = table.Write(item);
            if (known is null || table.Write(known) != text)
                yield return (new TableEdit(table.Name, key, text), item);
        }

        foreach (var key in left)
            yield return (new TableEdit(table.Name, key, ""), null);
    }

    /// <summary>Notes what this replica has changed in the engine.</summary>
    public void Note(string key, object? item)
    {
        if (item is null)
            _items.Remove(key);
        else
            _items[key] = item;
    }

    /// <summary>The engine has none any more.</summary>
    public void Forget() => _items.Clear();

    /// <summary>Takes over what another replica has changed.</summary>
    public void Take(IEnumerable<TableEdit> edits)
    {
        var changed = new List<string>();
        foreach (var edit in edits)
        {
            changed.Add(edit.Key);
            Note(edit.Key, edit.Text.Length == 0 ? null : table.Read(edit.Key, edit.Text));
        }

        if (changed.Count > 0)
            table.Take(_items, changed);
    }

    /// <summary>Takes over the whole table. A table that the engine never had stays as it is, and is given to it.</summary>
    public void TakeAll(IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0 && IsEmpty)
            return;
        var here = table.Items().ToDictionary(StringComparer.Ordinal);
        var edits = here.Keys.Union(_items.Keys, StringComparer.Ordinal).Where(key => !texts.ContainsKey(key)).Select(key => new TableEdit(table.Name, key, "")).ToList();
        foreach (var (key, text) in texts)
        {
            if (here.TryGetValue(key, out var item) && table.Write(item) == text)
                Note(key, item);
            else
                edits.Add(new TableEdit(table.Name, key, text));
        }

        Take(edits);
    }
}
