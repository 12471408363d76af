using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Rules;

/// <summary>
/// The names by which conditions mean the user of a call: the name with its domain, and the name alone where that is nobody else's. They are found at each call, since accounts come and
/// go while a rule is in force.
/// </summary>
/// <param name="Full">The name with its domain; null for no user.</param>
/// <param name="Accounts">Knows whose a name alone is; null for no user.</param>
internal readonly record struct UserNames(AccountName? Full, AccountDirectory? Accounts)
{
    /// <summary>Whether the name alone means the user. To be asked only where a condition gives it, as most do not.</summary>
    public bool IsMeantAlone => Full is not null && Accounts!.NameOf(Full.Name).Equals(Full);

    /// <summary>The names of the user of a call.</summary>
    public static UserNames Of(string? user, AccountDirectory accounts) => user is null ? default : new(accounts.NameOf(user), accounts);

    /// <summary>Whether a condition means the user.</summary>
    public bool AreIn(UserConditions conditions) =>
        Full is not null && (conditions.Full.Contains(Full) || (conditions.Alone.Contains(Full.Name) && IsMeantAlone));
}
