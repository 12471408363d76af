using System.Globalization;

namespace VimSessionService.Identity.Xml;

/// <summary>Times of messages and tokens.</summary>
internal static class XmlTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>The length of <see cref="Form"/>.</summary>
    private const int FormLength = 19;

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Reads a <c>dateTime</c> that says its zone; null for anything else. A fraction of a second may have any number of digits, of which those of milliseconds
    /// count: clients write three, six, seven and nine. A time before 1970 is 1970 and one after the year 9000 is 9000, so that a clock skew can be added: some
    /// issuers write the first and the last time of their platform.
    /// </summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is not { Length: > FormLength and <= 64 }
            || !DateTime.TryParseExact(text.AsSpan(0, FormLength), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var rest = text.AsSpan(FormLength);
        var milliseconds = 0;
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                return null;
            for (var i = 0; i < 3; i++)
                milliseconds = (milliseconds * 10) + (i < digits ? rest[1 + i] - '0' : 0);
            rest = rest[(1 + digits)..];
        }

        if (Offset(rest) is not { } offset)
            return null;
        if (time < Earliest.UtcDateTime)
            return Earliest;
        return time >= Latest.UtcDateTime ? Latest : new DateTimeOffset(time.AddMilliseconds(milliseconds), offset).ToUniversalTime();
    }

    /// <summary>Whether a text that <see cref="Parse"/> reads is a time in UTC, and has no offset.</summary>
    public static bool IsUtc(string? text) => text is [.., 'Z'];

    private static TimeSpan? Offset(ReadOnlySpan<char> zone)
    {
        if (zone is "Z")
            return TimeSpan.Zero;
        if (zone is not ['+' or '-', _, _, ':', _, _] || !TimeSpan.TryParseExact(zone[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset) || offset.TotalHours > 14)
            return null;
        return zone[0] == '-' ? -offset : offset;
    }
}
