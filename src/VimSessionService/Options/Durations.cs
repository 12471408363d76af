using System.Globalization;

namespace VimSessionService.Options;

/// <summary>A unit of time.</summary>
/// <param name="Name">Its plural.</param>
/// <param name="Length">How long one is.</param>
internal sealed record DurationUnit(string Name, TimeSpan Length);

/// <summary>Times as users write them: <c>10s</c>, <c>30m</c>, <c>1h</c>, <c>7d</c>, <c>1h30m</c>, or a bare number in the unit of the option.</summary>
internal static class Durations
{
    private static readonly (char Letter, DurationUnit Unit)[] Units =
    [
        ('d', new("days", TimeSpan.FromDays(1))),
        ('h', new("hours", TimeSpan.FromHours(1))),
        ('m', new("minutes", TimeSpan.FromMinutes(1))),
        ('s', new("seconds", TimeSpan.FromSeconds(1))),
    ];

    /// <summary>The unit of most options.</summary>
    public static DurationUnit Seconds => Units[3].Unit;

    /// <inheritdoc cref="Seconds"/>
    public static DurationUnit Minutes => Units[2].Unit;

    /// <inheritdoc cref="Seconds"/>
    public static DurationUnit Days => Units[0].Unit;

    /// <summary>Reads a time. Each unit is written once, the longest first.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="bare">The unit of a number without one.</param>
    /// <param name="duration">The time.</param>
    public static bool TryParse(string text, DurationUnit bare, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length == 0)
            return false;
        if (char.IsAsciiDigit(text[^1]))
            return TryAdd(text, bare, ref duration);
        var begin = 0;
        foreach (var (letter, unit) in Units)
        {
            var end = text.IndexOf(letter, begin);
            if (end < 0)
                continue;
            if (!TryAdd(text.AsSpan(begin, end - begin), unit, ref duration))
                return false;
            begin = end + 1;
        }

        return begin == text.Length;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as this time, to the second.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = (long)duration.TotalSeconds;
        var text = "";
        foreach (var (letter, unit) in Units)
        {
            var length = (long)unit.Length.TotalSeconds;
            if (rest / length is > 0 and var count)
                text += string.Create(CultureInfo.InvariantCulture, $"{count}{letter}");
            rest %= length;
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static bool TryAdd(ReadOnlySpan<char> digits, DurationUnit unit, ref TimeSpan sum)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        try
        {
            sum += unit.Length * count;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
