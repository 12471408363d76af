using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Records;

/// <summary>What is kept of a session in the engine, but for what each call changes. Versions side by side read it: fields may be added, never changed. There may be millions, so names are short.</summary>
internal sealed record SessionRecord
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

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

    /// <summary>The record of a session that begins.</summary>
    public static SessionRecord Of(SessionData data, long login) => new SessionRecord
    {
        Version = CurrentVersion,
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
        User = new UserIdentity(User, FullName ?? User, Groups ?? []) { RoleId = Role },
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
