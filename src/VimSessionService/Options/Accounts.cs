using System.Globalization;

namespace VimSessionService.Options;

/// <summary>Users, roles, permissions and extensions as options and the users file declare them.</summary>
internal sealed record Accounts
{
    /// <summary>The users.</summary>
    public UserEntry[] Users { get; set; } = [];

    /// <summary>The roles besides the built-in ones.</summary>
    public RoleEntry[] Roles { get; set; } = [];

    /// <summary>The permissions, at the root folder.</summary>
    public PermissionDeclaration[] Permissions { get; set; } = [];

    /// <summary>The extensions that are registered from the start.</summary>
    public ExtensionEntry[] Extensions { get; set; } = [];

    /// <summary>These and others together.</summary>
    public Accounts With(Accounts others) => new()
    {
        Users = [.. Users, .. others.Users],
        Roles = [.. Roles, .. others.Roles],
        Permissions = [.. Permissions, .. others.Permissions],
        Extensions = [.. Extensions, .. others.Extensions],
    };
}

/// <summary>A user.</summary>
internal sealed record UserEntry
{
    /// <summary>The name, such as <c>alice@vsphere.local</c>, or one without a domain.</summary>
    public string Name { get; set; } = "";

    /// <summary>The password; null when <see cref="PasswordHash"/> is given.</summary>
    public string? Password { get; set; }

    /// <summary>The line that <c>hash-password</c> prints; null when <see cref="Password"/> is given.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>
    /// A PEM file with the certificate by which the user, a program, gets its tokens of single sign-on; null for none. One without a
    /// password is a solution user.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>The full name; null for the user name.</summary>
    public string? FullName { get; set; }

    /// <summary>A role on everything, the short form of a permission; null for none.</summary>
    public string? Role { get; set; }

    /// <summary>The groups that permissions may name.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>The name and nothing secret.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{nameof(UserEntry)} {{ {nameof(Name)} = {Name}, {nameof(Role)} = {Role} }}");
}

/// <summary>A role.</summary>
internal sealed record RoleEntry
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The privileges, such as <c>Sessions.TerminateSession</c>.</summary>
    public string[] Privileges { get; set; } = [];
}

/// <summary>A permission at the root folder.</summary>
internal sealed record PermissionDeclaration
{
    /// <summary>The user or group.</summary>
    public string Principal { get; set; } = "";

    /// <summary>Whether <see cref="Principal"/> is a group.</summary>
    public bool Group { get; set; }

    /// <summary>The name of the role.</summary>
    public string Role { get; set; } = "";

    /// <summary>Whether it holds below the root folder too.</summary>
    public bool Propagate { get; set; } = true;
}

/// <summary>An extension that is registered from the start.</summary>
internal sealed record ExtensionEntry
{
    /// <summary>The key, such as <c>com.example.backup</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>What people read; null for the key.</summary>
    public string? Name { get; set; }

    /// <summary>The extension's version.</summary>
    public string Version { get; set; } = "1.0.0";

    /// <summary>Who made it; null for nobody in particular.</summary>
    public string? Company { get; set; }

    /// <summary>The subject of the certificates that it logs in with; null when it logs in by <see cref="Certificate"/> or not at all.</summary>
    public string? SubjectName { get; set; }

    /// <summary>A PEM file with the certificate that it logs in with; null when it logs in by <see cref="SubjectName"/> or not at all.</summary>
    public string? Certificate { get; set; }

    /// <summary>The role of its sessions, on everything; null for an administrator's.</summary>
    public string? Role { get; set; }
}
