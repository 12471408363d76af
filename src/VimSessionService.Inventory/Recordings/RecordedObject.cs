using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory.Recordings;

/// <summary>An object of a recording. A value is read from its bytes each time that it is asked for, but for the name and what the object is in.</summary>
/// <param name="reference">The object.</param>
/// <param name="type">Its type.</param>
/// <param name="file">The file that it is in, for messages.</param>
/// <param name="properties">Where its values are.</param>
/// <param name="values">Reads values.</param>
internal sealed class RecordedObject(ManagedObjectReference reference, VimManagedType type, string file, RecordedProperty[] properties, ValueSource values)
    : InventoryObject(reference, type)
{
    private string? _name;
    private ManagedObjectReference? _parent;

    /// <summary>Makes an object of what was found in a file; null when that cannot be used, which is said.</summary>
    /// <param name="reference">The object; null when it is not named.</param>
    /// <param name="file">The file.</param>
    /// <param name="place">The file, and the place in it at which the object begins.</param>
    /// <param name="found">Where its values are among the bytes.</param>
    /// <param name="bytes">The bytes of its values.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="catalog">The managed types.</param>
    /// <param name="problems">Is told what is wrong.</param>
    public static RecordedObject? TryMake(
        ManagedObjectReference? reference, string file, string place, List<FoundValue> found, ReadOnlySpan<byte> bytes, ValueSource values, VimCatalog catalog, InventoryProblems problems)
    {
        if (reference is null || reference.Value.Length == 0)
        {
            problems.Add(place, "the ObjectContent has no obj");
            return null;
        }

        if (catalog.FindManagedType(reference.Type) is not { } type)
        {
            problems.Add(place, $"there is no managed type {reference.Type}. The API up to 8.0.3 is known: docs/inventory.md");
            return null;
        }

        var properties = new List<RecordedProperty>();
        var start = values.Store.Add(bytes);
        foreach (var (name, line, at, length) in found)
        {
            if (type.FindProperty(name) is null)
                problems.Add(file, $"line {line}: {type.Name} has no property {name}");
            else
                properties.Add(new RecordedProperty(name, line, start + at, length));
        }

        return new RecordedObject(reference, type, file, [.. properties], values);
    }

    /// <summary>The names of the properties that are recorded.</summary>
    public IEnumerable<string> Names => properties.Select(static property => property.Name);

    /// <summary>Reads the name and what the object is in, and keeps them, as whoever puts objects in order needs them.</summary>
    public void ReadPlace()
    {
        if (!IsEntity)
            return;
        try
        {
            (_name, _parent) = (Read("name") as string, Read("parent") as ManagedObjectReference);
        }
        catch (InventoryException)
        {
            // Whoever asks for the value is told.
        }
    }

    /// <inheritdoc/>
    public override object? Read(string property) => property switch
    {
        "name" when _name is { } name => name,
        "parent" when _parent is { } parent => parent,
        _ => ReadRecorded(property),
    };

    private object? ReadRecorded(string property)
    {
        foreach (var recorded in properties)
        {
            if (recorded.Name == property)
                return values.Read(recorded, file);
        }

        return null;
    }
}

/// <summary>Where a value of a recording is.</summary>
/// <param name="Name">The property.</param>
/// <param name="Line">The line of the file, for messages.</param>
/// <param name="Start">Where its bytes are in the store.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct RecordedProperty(string Name, int Line, long Start, int Length);

/// <summary>Where a value is in a file.</summary>
/// <param name="Name">The property.</param>
/// <param name="Line">The line of the file, for messages.</param>
/// <param name="Start">Where its bytes are among those that are kept of the object.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct FoundValue(string Name, int Line, int Start, int Length);
