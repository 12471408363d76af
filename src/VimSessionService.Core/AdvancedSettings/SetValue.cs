namespace VimSessionService.Core.AdvancedSettings;

/// <summary>A value that a client set. Each time it is another object, as it comes into force each time.</summary>
internal sealed class SetValue(object value)
{
    /// <summary>The value: a boolean, an int, a long or a text.</summary>
    public object Value { get; } = value;
}
