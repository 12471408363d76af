using System.Globalization;
using System.Text.Json;
using VimSessionService.Core.Work;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>
/// What has changed of an inventory as documents that replicas share: <c>v/OBJECT/PROPERTY</c> a value, <c>a/OBJECT</c> an object that came, <c>g/OBJECT</c> one that went,
/// <c>n/OBJECT</c> a name, and <c>c/PURPOSE</c> the number that was given last.
/// </summary>
/// <param name="api">The types of values.</param>
internal sealed class InventoryDocuments(WholeApi api)
{
    private readonly ValueText _values = new(api);

    /// <summary>The documents of a change.</summary>
    public static IEnumerable<WorkEdit> Write(InventoryDraft draft)
    {
        foreach (var (value, added) in draft.Added)
            yield return new($"a/{Escape(value)}", Write(added));
        foreach (var ((value, property), changed) in draft.Values)
            yield return new($"v/{Escape(value)}/{property}", ValueText.Write(changed));
        foreach (var (value, name) in draft.Names)
            yield return new($"n/{Escape(value)}", name);
        foreach (var (value, gone) in draft.Removed)
            yield return new($"g/{Escape(value)}", gone.Type);
        foreach (var (purpose, number) in draft.Numbers)
            yield return new($"{WorkEdit.Lasting}{purpose}", number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Adds a document to what it changes; false when it is none of an inventory.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public bool Read(WorkEdit edit, InventoryReturns returns, InventoryDraft draft)
    {
        var isGone = edit.Text.Length == 0;
        switch (edit.Key.Split('/'))
        {
            case ["v", var value, var property] when isGone:
                returns.Values.Add((Unescape(value), property));
                return true;
            case ["v", var value, var property]:
                draft.Values[(Unescape(value), property)] = _values.Read(edit.Text);
                return true;
            case ["a", var value] when isGone:
                returns.Added.Add(Unescape(value));
                return true;
            case ["a", var value]:
                draft.Added[Unescape(value)] = Read(Unescape(value), edit.Text);
                return true;
            case ["n", var value] when isGone:
                returns.Names.Add(Unescape(value));
                return true;
            case ["n", var value]:
                draft.Names[Unescape(value)] = edit.Text;
                return true;
            case ["g", var value] when isGone:
                returns.Removed.Add(Unescape(value));
                return true;
            case ["g", var value]:
                draft.Removed[Unescape(value)] = new ManagedObjectReference(edit.Text, Unescape(value));
                return true;
            case ["c", var purpose]:
                draft.Numbers[purpose] = isGone ? 0 : int.Parse(edit.Text, CultureInfo.InvariantCulture);
                return true;
            default:
                return false;
        }
    }

    private static string Write(AddedObject added)
    {
        var source = added.Source;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in source.Type.PropertiesByName)
        {
            if (source.Read(property.Name) is { } value)
                values[property.Name] = ValueText.Write(value is DataObject[] items ? new TypedArray(property.Type.Object, items) : value);
        }

        return JsonSerializer.Serialize(
            new AddedDocument(source.Reference.Type, added.Place?.Name, added.Place?.Parent.Type, added.Place?.Parent.Value, values), EditJson.Default.AddedDocument);
    }

    private AddedObject Read(string value, string text)
    {
        AddedDocument document;
        try
        {
            document = JsonSerializer.Deserialize(text, EditJson.Default.AddedDocument) ?? throw new FormatException("The text is no object.");
        }
        catch (JsonException failure)
        {
            throw new FormatException("An object that replicas share cannot be read.", failure);
        }

        var type = api.FindManagedType(document.Type) ?? throw new FormatException($"There is no type {document.Type}.");
        var values = document.Values.ToDictionary(static item => item.Key, item => _values.Read(item.Value), StringComparer.Ordinal);
        return new AddedObject(
            new DerivedObject(new ManagedObjectReference(document.Type, value), type, values),
            document is { Name: { } name, ParentType: { } parentType, Parent: { } parent } ? (name, new ManagedObjectReference(parentType, parent)) : null);
    }

    /// <summary>The value of a reference as part of a name.</summary>
    private static string Escape(string value) => Uri.EscapeDataString(value);

    private static string Unescape(string value) => Uri.UnescapeDataString(value);
}
