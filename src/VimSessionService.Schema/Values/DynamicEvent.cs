using VimSessionService.Vim25;

namespace VimSessionService.Schema.Values;

/// <summary>An event whose type has no declaration in C#. What every event has is declared, so that it can be found by it.</summary>
/// <param name="source">The other fields.</param>
internal sealed record DynamicEvent(DynamicObject source) : Event, IDynamicValue
{
    /// <inheritdoc/>
    public object? this[int place] => Schema.FindField(source.NameAt(place)) is { } declared ? declared.Get(this) : source[place];

    /// <inheritdoc/>
    public override VimType GetSchema() => source.GetSchema();

    /// <inheritdoc/>
    public override void WriteMembers(VimWriter writer) => writer.WriteByDescription(this, GetSchema());
}
