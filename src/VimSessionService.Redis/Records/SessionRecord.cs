using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Records;

/// <summary>What is kept of a session in the engine, but for what each call changes. Versions side by side read it: fields may be added, never changed. There may be millions, so names are short.</summary>
internal sealed record SessionRecord
{
    /// <summary>The version of a JSON object.</summary>
    public const int ObjectVersion = 1;

    /// <summary>The version of a <see cref="CompactRecord"/>.</summary>
    public const int CompactVersion = 2;

    [JsonPropertyName("v")]
    public required int Version { get; init; }

    /// <summary>When the session began, in ticks of <see cref="DateTime"/> in UTC.</summary>
    [JsonPropertyName("at")]
    public required long Login { get; init; }

    [JsonPropertyName("u")]
    public required string User { get; init; }

    [JsonPropertyName("n")]
    public string? FullName { get; init; }

    [JsonPropertyName("g")]
    public string[]? Groups { get; init; }

    /// <summary>How many of the groups are those of the account.</summary>
    [JsonPropertyName("o")]
    public int OwnGroups { get; init; }

    [JsonPropertyName("r")]
    public int? Role { get; init; }

    [JsonPropertyName("l")]
    public required string Locale { get; init; }

    [JsonPropertyName("t")]
    public required string MessageLocale { get; init; }

    [JsonPropertyName("x")]
    public bool Extension { get; init; }

    [JsonPropertyName("adm")]
    public bool Administrator { get; init; }

    [JsonPropertyName("d")]
    public required string Door { get; init; }

    [JsonPropertyName("ip")]
    public required string Address { get; init; }

    [JsonPropertyName("c")]
    public required string Agent { get; init; }

    /// <summary>What a later version has written besides, which is kept.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Further { get; set; }

    /// <summary>The same of a <see cref="CompactRecord"/>: what follows the items that are known.</summary>
    [JsonIgnore]
    public byte[]? Later { get; init; }

    /// <summary>Whether it is kept as a <see cref="CompactRecord"/>.</summary>
    [JsonIgnore]
    public bool IsCompact { get; init; }

    /// <summary>Reads a record in whatever form it is.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="FormatException">It is none.</exception>
    public static SessionRecord Decode(ReadOnlySpan<byte> text) => text.Length > 0 && text[0] == CompactRecord.Mark
        ? CompactRecord.Decode(text)
        : JsonSerializer.Deserialize(text, SessionJson.Default.SessionRecord) ?? throw new FormatException("A session in the state engine has no record.");

    /// <summary>The record in its form.</summary>
    public byte[] Encode() => IsCompact ? CompactRecord.Encode(this) : JsonSerializer.SerializeToUtf8Bytes(this, SessionJson.Default.SessionRecord);

    /// <summary>The record of a session that begins.</summary>
    public static SessionRecord Of(SessionData data, long login, bool isCompact) => new SessionRecord
    {
        Version = isCompact ? CompactVersion : ObjectVersion,
        IsCompact = isCompact,
        Login = login,
        User = "",
        Locale = "",
        MessageLocale = "",
        Door = "",
        Address = "",
        Agent = "",
    }.With(data);

    /// <summary>The record with other data.</summary>
    public SessionRecord With(SessionData data) => this with
    {
        User = data.User.UserName,
        FullName = data.User.FullName == data.User.UserName ? null : data.User.FullName,
        Groups = data.User.Groups.Count == 0 ? null : [.. data.User.Groups],
        OwnGroups = data.User.OwnGroups,
        Role = data.User.RoleId,
        Locale = data.Locale,
        MessageLocale = data.MessageLocale,
        Extension = data.ExtensionSession,
        Administrator = data.IsAdministrator,
        Door = data.Door,
        Address = data.IpAddress,
        Agent = data.UserAgent,
    };

    /// <summary>The data of the session.</summary>
    public SessionData ToData() => new()
    {
        User = new UserIdentity(User, FullName ?? User, Groups ?? []) { OwnGroups = OwnGroups, RoleId = Role },
        Locale = Locale,
        MessageLocale = MessageLocale,
        ExtensionSession = Extension,
        IsAdministrator = Administrator,
        Door = Door,
        IpAddress = Address,
        UserAgent = Agent,
    };
}

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SessionRecord))]
internal sealed partial class SessionJson : JsonSerializerContext;
