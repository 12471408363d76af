using System.Globalization;
using System.Text;

namespace VimSessionService.Redis.Replicas;

/// <summary>What became of a session, of its objects or of the tables, as a replica wrote it for the others.</summary>
/// <param name="Number">Its place in the order of all changes.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="EndReason">Why the session ended, as a number; null when it was added or has other data.</param>
/// <param name="Origin">The replica that wrote it.</param>
/// <param name="Key">The key of the session; of tables and of work the version before.</param>
/// <param name="State">The state of the session; of its objects their version; of tables and of work the version after.</param>
/// <param name="Document">The document of the session; of its objects what is told of them; of tables what was changed; of work whether it is awaited.</param>
internal sealed record Change(long Number, ChangeKind Kind, int? EndReason, string Origin, string Key, string State, byte[] Document)
{
    /// <summary>Whether the session is one of those that are kept apart.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether who made the change waits until the other replicas have told it: ends of sessions, changes of tables, and the first change of work of a replica.</summary>
    public bool IsAwaited => EndReason is not null || Kind == ChangeKind.Tables || (Kind == ChangeKind.Work && Document.Length > 0);

    /// <summary>Whether a replica wrote a change.</summary>
    public static bool IsOf(ReadOnlySpan<byte> text, string origin)
    {
        var rest = text[(text.IndexOf((byte)' ') + 1)..];
        return rest.Length > origin.Length && Ascii.Equals(rest[..origin.Length], origin) && rest[origin.Length] == (byte)' ';
    }

    /// <summary>Reads a change; null when it was dropped before it could be read, or was written by a later version in another form.</summary>
    public static Change? Parse(long number, byte[] text)
    {
        var line = text.AsSpan().IndexOf((byte)'\n');
        if (line < 0 || Encoding.UTF8.GetString(text, 0, line).Split(' ', 4) is not [{ Length: > 0 } kind, var origin, var key, var state])
            return null;
        int? reason = null;
        if (kind[0] is 'E' or 'e' && int.TryParse(kind.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var read))
            reason = read;
        else if (kind is not ("C" or "c" or "O" or "T" or "W"))
            return null;
        var of = kind switch
        {
            "O" => ChangeKind.Objects,
            "T" => ChangeKind.Tables,
            "W" => ChangeKind.Work,
            _ => ChangeKind.Session,
        };
        return new Change(number, of, reason, origin, key, state, text[(line + 1)..]) { IsApart = kind[0] is 'c' or 'e' };
    }
}
