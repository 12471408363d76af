namespace VimSessionService.Schema.Values;

/// <summary>A value whose type has no declaration in C#: its fields are read by their places in wire order.</summary>
internal interface IDynamicValue
{
    /// <summary>The value of a field; null where it is unset.</summary>
    object? this[int place] { get; }
}
