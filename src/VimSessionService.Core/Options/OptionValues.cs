using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Options;

/// <summary>Brings a value that a client sent into the type of its setting. A number or a flag may come as a text, as consoles send it.</summary>
internal static class OptionValues
{
    private const int MaxTextLength = 4096;

    /// <summary>The value in the setting's own type; null when it is none of it or out of bounds.</summary>
    public static object? Convert(OptionType type, object? value) => type switch
    {
        BoolOption => ToFlag(value),
        IntOption number => ToNumber(value) is { } n && n >= number.Min && n <= number.Max ? (int)n : null,
        LongOption number => ToNumber(value) is { } n && n >= number.Min && n <= number.Max ? n : null,
        ChoiceOption choice => value is string text && choice.ChoiceInfo.Any(info => info.Key == text) ? text : null,
        StringOption => value is string { Length: <= MaxTextLength } text ? text : null,
        _ => null,
    };

    private static object? ToFlag(object? value) => value switch
    {
        bool flag => flag,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => null,
    };

    private static long? ToNumber(object? value) => value switch
    {
        int number => number,
        long number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
