using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.Redis.Tables.Directory;

/// <summary>An account that was changed at run time, as JSON. Members that a later version adds are ignored.</summary>
internal sealed record AccountRecord
{
    /// <summary>The name without its domain.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for an account of the server itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether the account was removed; nothing else counts then.</summary>
    public bool Removed { get; init; }

    /// <summary>The full name; null for the default.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups.</summary>
    public string[]? Groups { get; init; }

    /// <summary>The hash of the password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether nobody can log in as it.</summary>
    public bool Disabled { get; init; }

    /// <summary>The certificate by which it gets its tokens, in base64.</summary>
    public byte[]? Certificate { get; init; }
}

/// <summary>A group that was made at run time, as JSON.</summary>
internal sealed record GroupRecord
{
    /// <summary>The name without its domain.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for a group of the server itself.</summary>
    public string? Domain { get; init; }

    /// <summary>The groups that it is in.</summary>
    public string[]? Groups { get; init; }
}

/// <summary>A role as JSON.</summary>
internal sealed record RoleRecord
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The name that configuration knows it by; null for one that the API added.</summary>
    public string? DeclaredAs { get; init; }

    /// <summary>Whether the API made it what it is.</summary>
    public bool Made { get; init; }

    /// <summary>What it was given.</summary>
    public required string[] Privileges { get; init; }
}

/// <summary>What there is of roles besides the roles, as JSON.</summary>
internal sealed record RoleBookRecord
{
    /// <summary>The id of the role that is made next.</summary>
    public required int NextId { get; init; }

    /// <summary>The names of declared roles that the API removed.</summary>
    public string[]? Removed { get; init; }
}

/// <summary>A permission as JSON.</summary>
internal sealed record PermissionRecord
{
    /// <summary>The name of the user or group without its domain.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for the server itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether it is a group.</summary>
    public bool Group { get; init; }

    /// <summary>The role.</summary>
    public int Role { get; init; }

    /// <summary>Whether it holds below the object too.</summary>
    public bool Propagate { get; init; }

    /// <summary>The type of the object; null for the root folder.</summary>
    public string? EntityType { get; init; }

    /// <summary>The object; null for the root folder.</summary>
    public string? Entity { get; init; }

    /// <summary>Whether configuration declares it as it is.</summary>
    public bool Declared { get; init; }
}

/// <summary>What there is of permissions besides the permissions, as JSON.</summary>
internal sealed record PermissionBookRecord
{
    /// <summary>What configuration declares.</summary>
    public PermissionRecord[]? Declared { get; init; }

    /// <summary>Those of the declared ones that the API removed.</summary>
    public PermissionRecord[]? Removed { get; init; }
}

/// <summary>An extension as JSON.</summary>
internal sealed record ExtensionRecord
{
    /// <summary>As clients see it, as arguments of RegisterExtension in VI-JSON.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>The role of its sessions; null for what its sessions hold by themselves.</summary>
    public int? Role { get; init; }

    /// <summary>The SHA-256 of the certificate that it logs in by.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its account.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Whether configuration declares it.</summary>
    public bool Declared { get; init; }
}

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(GroupRecord))]
[JsonSerializable(typeof(RoleRecord))]
[JsonSerializable(typeof(RoleBookRecord))]
[JsonSerializable(typeof(PermissionRecord))]
[JsonSerializable(typeof(PermissionBookRecord))]
[JsonSerializable(typeof(ExtensionRecord))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
