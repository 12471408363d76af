using VimSessionService.Vim25;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>
/// Whether a setting takes a value that a client sent. Real servers do not convert values: a string is refused for a number, and a long for an int.
/// </summary>
internal static class AdvancedSettingValues
{
    private const int MaxTextLength = 4096;

    /// <summary>Whether a value is of the setting's own type.</summary>
    public static bool IsOfType(OptionType type, object? value) => type switch
    {
        BoolOption => value is bool,
        IntOption => value is int,
        LongOption => value is long,
        ChoiceOption or StringOption => value is string,
        _ => false,
    };

    /// <summary>Whether a value of the setting's own type is within its bounds.</summary>
    public static bool IsWithinBounds(OptionType type, object value) => (type, value) switch
    {
        (IntOption bounds, int number) => number >= bounds.Min && number <= bounds.Max,
        (LongOption bounds, long number) => number >= bounds.Min && number <= bounds.Max,
        (ChoiceOption choice, string text) => choice.ChoiceInfo.Any(info => info.Key == text),
        (StringOption, string text) => text.Length <= MaxTextLength,
        _ => true,
    };
}
