using System.Globalization;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// A session as the engine keeps it: the number of its tokens, their hashes, its owner, a line break, the number of its login, a line break, and the record
/// in one of its forms. The scripts read and write what is before the record.
/// </summary>
internal sealed class SessionDocument
{
    private const int HashLength = 32;

    private readonly int _record;
    private readonly BegunSession? _begun;

    /// <summary>Reads what is before the record, which is read when it is needed.</summary>
    /// <param name="bytes">The whole text.</param>
    /// <param name="begun">The session as it was added; null for one that another replica has added. It counts if it has the same record.</param>
    public SessionDocument(byte[] bytes, BegunSession? begun = null)
    {
        _record = StartOfRecord(bytes, out var number);
        _begun = begun is not null && bytes.AsSpan(_record).SequenceEqual(begun.Record) ? begun : null;
        Bytes = bytes;
        Number = number;
    }

    /// <summary>The whole text.</summary>
    public byte[] Bytes { get; }

    /// <summary>The order of the logins.</summary>
    public long Number { get; }

    /// <summary>The hashes of its tokens, as 64 hexadecimal digits each.</summary>
    public IReadOnlyList<string> TokenHashes =>
        [.. Enumerable.Range(0, Bytes[0] - (byte)'0').Select(i => Convert.ToHexStringLower(Bytes.AsSpan(1 + (i * HashLength), HashLength)))];

    /// <summary>By whose name it is counted, see <see cref="SessionOwner"/>.</summary>
    public string Owner
    {
        get
        {
            var rest = Bytes.AsSpan(1 + ((Bytes[0] - (byte)'0') * HashLength));
            return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\n')]);
        }
    }

    /// <summary>The data of the session; the same object each time.</summary>
    public SessionData Data => field ??= _begun?.Data ?? Record.ToData();

    private SessionRecord Record => field ??= SessionRecord.Decode(Bytes.AsSpan(_record));

    /// <summary>The record of a session that begins.</summary>
    public static byte[] Encode(SessionData data, long login, int form) => SessionRecord.Of(data, login, isCompact: form >= DocumentForm.Compact).Encode();

    /// <summary>The whole text of a session, as the script that adds it joins it.</summary>
    public static byte[] Join(SecretHash[] tokens, string owner, long number, byte[] record) =>
        [.. Encoding.ASCII.GetBytes(tokens.Length.ToString(CultureInfo.InvariantCulture)), .. tokens.SelectMany(static token => token.ToArray()), .. Encoding.ASCII.GetBytes($"{owner}\n{number}\n"), .. record];

    /// <summary>The same session with other data, in the form that it had.</summary>
    public SessionDocument With(SessionData data) => new([.. Bytes.AsSpan(0, _record), .. Record.With(data).Encode()]);

    /// <summary>The session in a state, which is "calls lastActive lastActiveUtc began stamp marks…" (<see cref="StateTime"/>, <see cref="DocumentStamp"/>).</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="state">The state.</param>
    /// <param name="objects">The version of what the session has made.</param>
    public Session ToSession(string key, ReadOnlySpan<char> state, long objects = 0)
    {
        Span<Range> parts = stackalloc Range[4];
        if (state.Split(parts, ' ') < parts.Length)
            throw Broken();
        return new Session
        {
            Key = key,
            Data = Data,
            LoginTime = new DateTime(_begun?.Login ?? Record.Login, DateTimeKind.Utc),
            LastActiveTime = new DateTime(StateTime.Read(state[parts[1]], state[parts[2]]), DateTimeKind.Utc),
            CallCount = long.Parse(state[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture),
            ObjectsVersion = objects,
        };
    }

    private static int StartOfRecord(byte[] bytes, out long number)
    {
        number = 0;
        var owner = 1 + ((bytes.Length > 0 ? bytes[0] - (byte)'0' : 0) * HashLength);
        if (owner > bytes.Length)
            throw Broken();
        var line = bytes.AsSpan(owner).IndexOf((byte)'\n');
        var next = line < 0 ? -1 : bytes.AsSpan(owner + line + 1).IndexOf((byte)'\n');
        if (next < 0 || !long.TryParse(Encoding.ASCII.GetString(bytes, owner + line + 1, next), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            throw Broken();
        return owner + line + next + 2;
    }

    private static FormatException Broken() => new("A session in the state engine is not one of this service's.");
}
