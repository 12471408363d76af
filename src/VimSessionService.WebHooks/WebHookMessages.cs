using System.Text.Json.Serialization;

namespace VimSessionService.WebHooks;

/// <summary>The client that a question is about.</summary>
/// <param name="Address">Its address.</param>
/// <param name="UserAgent">Its User-Agent; empty for none.</param>
internal sealed record HookClient(string Address, string UserAgent);

/// <summary>The question whether a name and a password are right.</summary>
internal sealed record AuthenticateQuestion(string UserName, string Password, HookClient Client)
{
    /// <summary>What is asked.</summary>
    [JsonPropertyOrder(-1)]
    public string Question { get; } = "authenticate";

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(AuthenticateQuestion)} {{ {UserName} }}";
}

/// <summary>The answer to <see cref="AuthenticateQuestion"/>.</summary>
internal sealed record AuthenticateAnswer
{
    /// <summary>Whether they are right.</summary>
    public required bool Allowed { get; init; }

    /// <summary>The user's name as sessions and permissions have it; null for the name that was asked about.</summary>
    public string? UserName { get; init; }

    /// <summary>The full name; null for the user name.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups, as permissions name them.</summary>
    public string[]? Groups { get; init; }
}

/// <summary>The object that a question is about.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value.</param>
internal sealed record HookEntity(string Type, string Value);

/// <summary>The question what a user may do on an object.</summary>
internal sealed record AuthorizeQuestion(string UserName, string FullName, IReadOnlyList<string> Groups, HookEntity Entity)
{
    /// <summary>What is asked.</summary>
    [JsonPropertyOrder(-1)]
    public string Question { get; } = "authorize";
}

/// <summary>The answer to <see cref="AuthorizeQuestion"/>.</summary>
internal sealed record AuthorizeAnswer
{
    /// <summary>The names of the roles that the user has there; null for none.</summary>
    public string[]? Roles { get; init; }

    /// <summary>The ids of further privileges; null for none.</summary>
    public string[]? Privileges { get; init; }
}

/// <summary>How the messages are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AuthenticateQuestion))]
[JsonSerializable(typeof(AuthenticateAnswer))]
[JsonSerializable(typeof(AuthorizeQuestion))]
[JsonSerializable(typeof(AuthorizeAnswer))]
internal sealed partial class HookJson : JsonSerializerContext;
