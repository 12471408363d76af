using System.Globalization;
using System.Text;
using System.Text.Json;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Redis.Events;

/// <summary>
/// Events as the engine keeps them: a line that no other event has, and the event. The begin and the end of a session are written by the scripts of sessions: "B time key" or
/// "E time key calls", with the record of the session. Every other event is "P time sender", with the event as JSON. Times are ticks of <see cref="DateTime"/> in UTC; keys and
/// positions are the engine's. Versions side by side read each other's: what one does not know is an event without its content. Not for several threads at once.
/// </summary>
/// <param name="catalog">The types of events, and of values that clients posted.</param>
/// <param name="undeclared">Makes events of types without a declaration; null where there are none.</param>
internal sealed class EventDocument(VimCatalog catalog, UndeclaredEvents? undeclared = null) : IDisposable
{
    /// <summary>What stands for an event that cannot be read.</summary>
    private const string Unreadable = "The content of this event cannot be read by this version of the service";

    private readonly ViJsonWriter _writer = new(new Utf8Buffer(), ConstantContents.None);
    private readonly ViJsonReader _reader = new(JsonLimits.Default, ApiVersions.Newest, catalog);

    /// <summary>Writes an event whose key is not known yet: it is 0, and so is the chainId of one that begins its chain.</summary>
    /// <param name="posted">The event.</param>
    /// <param name="sender">What no other posted event has.</param>
    public byte[] Encode(Event posted, string sender)
    {
        _writer.Reset(ApiVersions.Newest);
        _writer.WriteDocument(new VimTypeRef(VimKind.Object, nameof(Event)), posted);
        return [.. Encoding.UTF8.GetBytes($"P {posted.CreatedTime.Ticks} {sender}\n"), .. _writer.Out.Written.Span];
    }

    /// <summary>Adds an event to those that are kept, with the key of its position.</summary>
    /// <returns>The line that no other event has.</returns>
    public string AddTo(KeptEvents kept, long position, byte[] text)
    {
        var end = Math.Max(0, text.AsSpan().IndexOf((byte)'\n'));
        var line = Encoding.UTF8.GetString(text, 0, end);
        var content = new ArraySegment<byte>(text, Math.Min(end + 1, text.Length), Math.Max(0, text.Length - end - 1));
        var stamp = new EventStamp((int)(((position - 1) % int.MaxValue) + 1), TimeOf(line));
        try
        {
            if (line.Split(' ') is ["P", _, _])
                kept.Add(stamp, Posted(content, stamp));
            else
                kept.Add(stamp, Note(line, content));
        }
        catch (Exception failure) when (failure is FormatException or JsonException or VimDecodeException or VimFaultException or ArgumentException or OverflowException)
        {
            kept.Add(stamp, new GeneralEvent { Key = stamp.Key, ChainId = stamp.Key, CreatedTime = stamp.CreatedTime, UserName = "", Message = Unreadable });
        }

        return line;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Out.Dispose();
        _writer.Dispose();
    }

    private static DateTime TimeOf(string line) =>
        line.Split(' ') is [_, var ticks, ..] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read <= DateTime.MaxValue.Ticks
            ? new DateTime(read, DateTimeKind.Utc)
            : DateTime.UnixEpoch;

    private static SessionNote Note(string line, ArraySegment<byte> content)
    {
        var record = SessionRecord.Decode(content);
        return line.Split(' ') switch
        {
            ["B", _, var key] => SessionNote.OfBegin(SessionName.KeyOf(key), record.ToData()),
            ["E", var time, var key, var calls] => SessionNote.OfEnd(new Session
            {
                Key = SessionName.KeyOf(key),
                Data = record.ToData(),
                LoginTime = new DateTime(record.Login, DateTimeKind.Utc),
                LastActiveTime = new DateTime(long.Parse(time, NumberStyles.None, CultureInfo.InvariantCulture), DateTimeKind.Utc),
                CallCount = long.Parse(calls, NumberStyles.None, CultureInfo.InvariantCulture),
            }),
            _ => throw new FormatException("The event is of no kind that is known."),
        };
    }

    private Event Posted(ArraySegment<byte> content, EventStamp stamp)
    {
        var read = _reader.ReadAnyDocument(content);
        _reader.Clear();
        var posted = read as Event ?? (read is DataObject data ? undeclared?.Make(data) : null) ?? throw new FormatException("The document is no event.");
        return posted with { Key = stamp.Key, ChainId = posted.ChainId > 0 ? posted.ChainId : stamp.Key, CreatedTime = stamp.CreatedTime };
    }
}
