using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>Whether two values of a property are one to those who wait for a change.</summary>
internal static class ValueComparison
{
    /// <summary>
    /// Compares by content. The marks that each call leaves on its session, lastActiveTime and callCount, are no change of a
    /// session: they are told along with one, or waiting for sessionList would itself be a change of it.
    /// </summary>
    public static bool Same(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        return (x, y) switch
        {
            (null, _) or (_, null) => false,
            (TypedArray a, TypedArray b) => SameItems(a.Items, b.Items),
            (DataObject a, DataObject b) => SameFields(a, b),
            (Array a, Array b) => SameItems(a, b),
            _ => x.Equals(y),
        };
    }

    /// <summary>The fields of a type, its base's first.</summary>
    public static IEnumerable<VimField> FieldsOf(VimType type) => (type.Base is { } parent ? FieldsOf(parent) : []).Concat(type.Fields);

    /// <summary>The value of a field, with the type of its items where it is an array of data objects.</summary>
    public static object? ValueOf(VimField field, DataObject data) =>
        field.Get(data) is { } value && field.Type is { Kind: VimKind.Object, IsArray: true } && value is DataObject[] items
            ? new TypedArray(field.Type.Object, items)
            : field.Get(data);

    /// <summary>Whether a field is a mark that each call leaves.</summary>
    public static bool IsActivity(VimType type, VimField field) =>
        ReferenceEquals(type, UserSession.Schema) && field.Name is "lastActiveTime" or "callCount";

    private static bool SameFields(DataObject x, DataObject y)
    {
        var type = x.GetSchema();
        if (!ReferenceEquals(type, y.GetSchema()))
            return false;
        foreach (var field in FieldsOf(type))
        {
            if (!IsActivity(type, field) && !Same(field.Get(x), field.Get(y)))
                return false;
        }

        return true;
    }

    private static bool SameItems(Array x, Array y)
    {
        if (x.Length != y.Length)
            return false;
        for (var i = 0; i < x.Length; i++)
        {
            if (!Same(x.GetValue(i), y.GetValue(i)))
                return false;
        }

        return true;
    }
}
