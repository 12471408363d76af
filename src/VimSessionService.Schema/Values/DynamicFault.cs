using VimSessionService.Vim25;

namespace VimSessionService.Schema.Values;

/// <summary>A fault whose type has no declaration in C#, as what a call ends with.</summary>
/// <param name="source">Its fields.</param>
internal sealed record DynamicFault(DynamicObject source) : MethodFault, IDynamicValue
{
    /// <inheritdoc/>
    public object? this[int place] => source[place];

    /// <inheritdoc/>
    public override VimType GetSchema() => source.GetSchema();

    /// <inheritdoc/>
    public override void WriteMembers(VimWriter writer) => source.WriteMembers(writer);
}
