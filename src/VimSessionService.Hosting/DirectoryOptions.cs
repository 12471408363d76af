using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Hosting;

/// <summary>Users, roles, permissions and extensions.</summary>
public sealed class DirectoryOptions
{
    /// <summary>Whether any user name with any password that is not empty may log in, with every privilege.</summary>
    public bool Permissive { get; set; }

    /// <summary>What is there from the start. Clients can add roles, permissions and extensions through the API.</summary>
    public DirectoryDeclaration Declared { get; set; } = new();

    /// <summary>Declares a user.</summary>
    /// <param name="name">The name, such as <c>alice@vsphere.local</c>, or one without a domain.</param>
    /// <param name="password">The password; null for a user whose password a registered <see cref="ICredentialValidator"/> checks.</param>
    /// <param name="role">The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>.</param>
    /// <exception cref="ArgumentException">The name is no user name.</exception>
    public void AddUser(string name, string? password, string role)
    {
        if (!AccountName.TryParse(name, out var parsed))
            throw new ArgumentException($"'{name}' is no user name. Write alice@example.com, EXAMPLE\\alice or alice.", nameof(name));
        Declared = Declared with
        {
            Accounts = [.. Declared.Accounts, new Account { Name = parsed, Password = password is null ? null : new PlainPassword(password) }],
            Permissions = [.. Declared.Permissions, new DeclaredPermission(parsed.Canonical, IsGroup: false, role)],
        };
    }
}
