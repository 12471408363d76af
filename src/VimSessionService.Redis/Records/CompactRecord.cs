using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VimSessionService.Redis.Records;

/// <summary>
/// The record of a session in few bytes: the digit of its form, when the session began as eleven letters of Base64, and a JSON array of the user, the full name, the groups, the role, the
/// locale, the locale of texts, flags, the door, the address and the User-Agent. A number stands for what is usual. Later versions may add items at the end; they are kept.
/// </summary>
internal static class CompactRecord
{
    /// <summary>With what it begins. A record of the first form is a JSON object.</summary>
    public const byte Mark = (byte)'2';

    private const int LoginLength = 11;
    private const int Usual = 0;

    /// <summary>The full name of a user of the domain of single sign-on: the name, and the domain in small letters.</summary>
    private const int OfDomain = 1;

    private const int IsExtension = 1;
    private const int IsAdministrator = 2;

    /// <summary>Groups of the user's own domain are without it: they begin with the backslash.</summary>
    private const int HasShortGroups = 4;

    /// <summary>What counts the groups of the account in the flags.</summary>
    private const int OwnGroup = 8;

    private const string UsualLocale = "en";
    private const string UsualDoor = "soap";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record.</summary>
    public static byte[] Encode(SessionRecord record)
    {
        var output = new ArrayBufferWriter<byte>(256);
        var head = output.GetSpan(1 + LoginLength);
        head[0] = Mark;
        Span<byte> login = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(login, record.Login);
        Base64Url.EncodeToUtf8(login, head[1..]);
        output.Advance(1 + LoginLength);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(record.User);
            Write(writer, record.FullName, record.FullName is null ? Usual : record.FullName == FullNameOf(record.User) ? OfDomain : null);
            var groups = record.Groups ?? [];
            var domain = DomainOf(record.User);
            var areShort = domain.Length > 0 && !Array.Exists(groups, static group => group.StartsWith('\\'));
            writer.WriteStartArray();
            foreach (var group in groups)
                writer.WriteStringValue(areShort && group.StartsWith(domain, StringComparison.Ordinal) && group.Length > domain.Length ? group.AsSpan(domain.Length - 1) : group);
            writer.WriteEndArray();
            if (record.Role is { } role)
                writer.WriteNumberValue(role);
            else
                writer.WriteStringValue("");
            Write(writer, record.Locale, record.Locale == UsualLocale ? Usual : null);
            Write(writer, record.MessageLocale, record.MessageLocale == record.Locale ? Usual : null);
            writer.WriteNumberValue((record.Extension ? IsExtension : 0) + (record.Administrator ? IsAdministrator : 0) + (areShort ? HasShortGroups : 0) + (record.OwnGroups * OwnGroup));
            Write(writer, record.Door, record.Door == UsualDoor ? Usual : null);
            writer.WriteStringValue(record.Address);
            writer.WriteStringValue(record.Agent);
            writer.WriteEndArray();
        }

        return record.Later is { Length: > 0 } later ? [.. output.WrittenSpan[..^1], .. later, (byte)']'] : output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="FormatException">It is none.</exception>
    public static SessionRecord Decode(ReadOnlySpan<byte> text)
    {
        Span<byte> login = stackalloc byte[sizeof(long)];
        if (text.Length <= LoginLength || text[0] != Mark || !Base64Url.TryDecodeFromUtf8(text.Slice(1, LoginLength), login, out var count) || count != login.Length)
            throw Broken();
        var items = text[(1 + LoginLength)..];
        var reader = new Utf8JsonReader(items);
        Expect(ref reader, JsonTokenType.StartArray);
        var user = TextOf(ref reader);
        var fullName = TextOf(ref reader, null, FullNameOf(user));
        var groups = GroupsOf(ref reader);
        int? role = Next(ref reader) == JsonTokenType.Number ? reader.GetInt32() : null;
        var locale = TextOf(ref reader, UsualLocale);
        var messageLocale = TextOf(ref reader, locale);
        Expect(ref reader, JsonTokenType.Number);
        var flags = reader.GetInt32();
        var door = TextOf(ref reader, UsualDoor);
        var address = TextOf(ref reader);
        var agent = TextOf(ref reader);
        var known = (int)reader.BytesConsumed;
        var end = known;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            reader.Skip();
            end = (int)reader.BytesConsumed;
        }

        return new SessionRecord
        {
            Version = SessionRecord.CompactVersion,
            IsCompact = true,
            Login = BinaryPrimitives.ReadInt64BigEndian(login),
            User = user!,
            FullName = fullName,
            Groups = (flags & HasShortGroups) == 0 || groups is null ? groups : Array.ConvertAll(groups, group => group.StartsWith('\\') ? DomainOf(user!)[..^1] + group : group),
            OwnGroups = flags / OwnGroup,
            Role = role,
            Locale = locale!,
            MessageLocale = messageLocale!,
            Extension = (flags & IsExtension) != 0,
            Administrator = (flags & IsAdministrator) != 0,
            Door = door!,
            Address = address!,
            Agent = agent!,
            Later = end > known ? items[known..end].ToArray() : null,
        };
    }

    /// <summary>The domain of a user with the backslash, or nothing.</summary>
    private static string DomainOf(string user) => user[..(user.IndexOf('\\') + 1)];

    private static string? FullNameOf(string? user)
    {
        var slash = user?.IndexOf('\\') ?? -1;
        return slash < 0 ? null : $"{user![(slash + 1)..]} {user[..slash].ToLowerInvariant()}";
    }

    private static void Write(Utf8JsonWriter writer, string? text, int? number)
    {
        if (number is { } usual)
            writer.WriteNumberValue(usual);
        else
            writer.WriteStringValue(text);
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw Broken();

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (Next(ref reader) != type)
            throw Broken();
    }

    /// <summary>A text, or that of the usual ones whose number stands for it.</summary>
    private static string? TextOf(ref Utf8JsonReader reader, params string?[] usual) => Next(ref reader) switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number >= 0 && number < usual.Length => usual[number],
        _ => throw Broken(),
    };

    private static string[]? GroupsOf(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        List<string>? groups = null;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw Broken();
            (groups ??= []).Add(reader.GetString()!);
        }

        return groups?.ToArray();
    }

    private static FormatException Broken() => new("A session in the state engine is not one of this service's.");
}
