using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema.Values;

/// <summary>A value of a data object type that has no declaration in C#: its fields by their places.</summary>
/// <param name="type">The type.</param>
/// <param name="fields">The values of the fields in wire order, those of the base types first; null for an unset one.</param>
internal sealed record DynamicObject(DynamicType type, object?[] fields) : DataObject
{
    /// <summary>The value of a field.</summary>
    public object? this[int place] => fields[place];

    /// <inheritdoc/>
    public override VimType GetSchema() => type.Description;

    /// <inheritdoc/>
    public override void WriteMembers(VimWriter writer) => writer.WriteByDescription(this, type.Description);
}
