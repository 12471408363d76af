namespace VimSessionService.AdminClient.Access;

/// <summary>A role.</summary>
/// <param name="Id">The id; negative for roles of the system.</param>
/// <param name="Name">The name.</param>
/// <param name="System">Whether it is the system's and cannot be changed.</param>
/// <param name="Privileges">The privileges.</param>
public sealed record RoleInfo(int Id, string Name, bool System, IReadOnlyList<string> Privileges);

/// <summary>The roles.</summary>
/// <param name="Roles">The roles.</param>
public sealed record RoleList(IReadOnlyList<RoleInfo> Roles);

/// <summary>A role to create, or what a role is to be.</summary>
/// <param name="Name">The name.</param>
/// <param name="Privileges">The privileges. System.Anonymous, System.View and System.Read are added to every role.</param>
public sealed record RoleSetting(string Name, IReadOnlyList<string> Privileges);

/// <summary>A permission of a user or group on an object.</summary>
public sealed record PermissionInfo
{
    /// <summary>The user or group.</summary>
    public required string Principal { get; init; }

    /// <summary>Whether it is a group.</summary>
    public bool Group { get; init; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; init; }

    /// <summary>Whether it holds below the object too.</summary>
    public bool Propagate { get; set; } = true; // the reader of JSON gives false to what is left out and can only be initialized

    /// <summary>The object's value, such as <c>group-d1</c>; null for the root folder.</summary>
    public string? Entity { get; init; }
}

/// <summary>The permissions.</summary>
/// <param name="Permissions">The permissions.</param>
public sealed record PermissionList(IReadOnlyList<PermissionInfo> Permissions);

/// <summary>An extension.</summary>
public sealed record ExtensionInfo
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The name that people read; null for the key.</summary>
    public string? Name { get; init; }

    /// <summary>The version; null for 1.0.</summary>
    public string? Version { get; init; }

    /// <summary>Who made it; null for unknown.</summary>
    public string? Company { get; init; }

    /// <summary>The subject name of the certificate that it logs in by; null for none.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The certificate that it logs in by, as PEM; null for none. Not shown again.</summary>
    public string? Certificate { get; init; }
}

/// <summary>The extensions.</summary>
/// <param name="Extensions">The extensions.</param>
public sealed record ExtensionList(IReadOnlyList<ExtensionInfo> Extensions);
