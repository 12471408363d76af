namespace VimSessionService.Options;

/// <summary>Users, roles and permissions.</summary>
internal sealed record AccountOptions
{
    /// <summary>The administrator's name; null for none by option, or the usual one when no user is declared at all.</summary>
    public string? Username { get; set; }

    /// <summary>The administrator's password; null for a generated one.</summary>
    public string? Password { get; set; }

    /// <summary>Any user name with any password that is not empty may log in, with every privilege.</summary>
    public bool Permissive { get; set; }

    /// <summary>A JSON file with more users, roles and permissions, read again when it changes.</summary>
    public string? UsersFile { get; set; }

    /// <summary>A PEM file of the authorities that extensions' certificates are verified against; null for none.</summary>
    public string? ExtensionCa { get; set; }

    /// <summary>The extensions declared by options.</summary>
    public ExtensionEntry[] Extensions { get; set; } = [];

    /// <summary>The users declared by options.</summary>
    public UserEntry[] Users { get; set; } = [];

    /// <summary>The roles declared by options.</summary>
    public RoleEntry[] Roles { get; set; } = [];

    /// <summary>The permissions declared by options.</summary>
    public PermissionDeclaration[] Permissions { get; set; } = [];

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(AccountOptions)} {{ {nameof(Username)} = {Username}, {nameof(UsersFile)} = {UsersFile} }}";
}
