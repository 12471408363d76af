using System.Buffers;
using System.Globalization;
using System.Text;

namespace VimSessionService.AdminClient.Json;

/// <summary>
/// Times as the API writes them: numbers with the units <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> and <c>d</c>, such as <c>31m</c>, <c>1h30m</c> or
/// <c>1.5s</c>. What is written has no <c>d</c>, so that Go's <c>time.ParseDuration</c> reads it.
/// </summary>
public static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads a time. One that is negative, or longer than a <see cref="TimeSpan"/>, is none.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text) || text.Length > 64)
            return false;
        var rest = text.AsSpan();
        var ticks = 0m;
        if (rest is "0")
            return true;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var unit = UnitOf(rest);
            if (unit.Ticks == 0 || number > long.MaxValue / unit.Ticks)
                return false;
            ticks += number * unit.Ticks;
            rest = rest[unit.Unit.Length..];
        }

        if (ticks > long.MaxValue)
            return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>Writes a time; parts finer than a millisecond as decimals of seconds.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        var text = new StringBuilder();
        if (duration < TimeSpan.Zero)
            text.Append('-');
        var ticks = Math.Abs(duration.Ticks);
        if (ticks >= TimeSpan.TicksPerHour)
            text.Append(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerHour}h");
        if (ticks / TimeSpan.TicksPerMinute % 60 is > 0 and var minutes)
            text.Append(CultureInfo.InvariantCulture, $"{minutes}m");
        if (ticks % TimeSpan.TicksPerMinute is > 0 and var seconds)
            text.Append(CultureInfo.InvariantCulture, $"{(decimal)seconds / TimeSpan.TicksPerSecond:0.#######}s");
        return text.ToString();
    }

    private static (string Unit, long Ticks) UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
        {
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal))
                return unit;
        }

        return ("", 0);
    }
}
