using System.Security.Cryptography;
using VimSessionService.Options;

namespace VimSessionService.UsersFile;

/// <summary>The administrator that options give, or that is made so that a service without any user can be logged in to.</summary>
/// <param name="User">The user.</param>
/// <param name="IsPasswordGenerated">Whether the password was made, and so has to be shown once.</param>
internal sealed record FirstAdministrator(UserEntry User, bool IsPasswordGenerated)
{
    /// <summary>The administrator of a vCenter, spelled as its sessions show it (docs/facts/sessions.md).</summary>
    public const string VCenterName = "Administrator@vsphere.local";

    /// <summary>The administrator of an ESX host.</summary>
    public const string EsxName = "root";

    private const int PasswordLength = 20;

    /// <summary>No letters and digits that are taken for one another.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>
    /// The administrator of the options: the one they name, or one made when no user is declared anywhere and not everybody is let in;
    /// null otherwise.
    /// </summary>
    public static FirstAdministrator? For(ServiceOptions options, bool anyUserDeclared)
    {
        var accounts = options.Accounts;
        if (accounts is { Username: null, Password: null } && (anyUserDeclared || accounts.Permissive))
            return null;
        return new FirstAdministrator(
            new UserEntry
            {
                Name = accounts.Username ?? (options.Emulation.Esx ? EsxName : VCenterName),
                Password = accounts.Password ?? RandomNumberGenerator.GetString(Alphabet, PasswordLength),
                Role = AccountsValidator.AdministratorRole,
            },
            accounts.Password is null);
    }

    /// <summary>The name and nothing secret.</summary>
    public override string ToString() => $"{nameof(FirstAdministrator)} {{ {User.Name} }}";
}
