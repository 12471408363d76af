using VimSessionService.Vim25;

namespace VimSessionService.Schema.Values;

/// <summary>A value of a data object type that has no declaration in C#: its fields by their places.</summary>
/// <param name="type">The type.</param>
/// <param name="fields">The values of the fields in wire order, those of the base types first; null for an unset one, <see cref="LaterValue"/> for one that is made when it is read.</param>
internal sealed record DynamicObject(DynamicType type, object?[] fields) : DataObject, IDynamicValue
{
    /// <inheritdoc/>
    public object? this[int place] => fields[place] is LaterValue later ? later.Value : fields[place];

    /// <summary>The name of a field.</summary>
    public string NameAt(int place) => type.NameAt(place);

    /// <summary>The same with another value in one field.</summary>
    /// <param name="name">The field, which the type must have.</param>
    /// <param name="value">The value; null to unset it.</param>
    public DynamicObject With(string name, object? value)
    {
        var changed = fields.AsSpan().ToArray();
        changed[type.PlaceOf(name) ?? throw new ArgumentException($"{type.Description.Name} has no field {name}.", nameof(name))] = value;
        return new DynamicObject(type, changed);
    }

    /// <inheritdoc/>
    public override VimType GetSchema() => type.Description;

    /// <inheritdoc/>
    public override void WriteMembers(VimWriter writer) => writer.WriteByDescription(this, type.Description);
}
