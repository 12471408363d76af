using VimSessionService.AdminClient.Journal;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Accounts;

/// <summary>What the operator is told of a login that the state of the account refuses, and what the journal makes of that.</summary>
internal static class AccountRefusal
{
    private const string IsDisabled = "is disabled; the password is ";
    private const string IsLocked = "is locked; the password is ";
    private const string IsLockedNow = "is locked now";
    private const string Right = "right";
    private const string Wrong = "wrong";

    /// <summary>The account is disabled.</summary>
    public static LoginRefusedException Disabled(AccountName account, bool isRight) => new($"the account {account} {IsDisabled}{Word(isRight)}");

    /// <summary>The account is locked.</summary>
    public static LoginRefusedException Locked(AccountName account, bool isRight) => new($"the account {account} {IsLocked}{Word(isRight)}");

    /// <summary>The password was the wrong one that locks the account.</summary>
    public static LoginRefusedException LockedNow(AccountName account) => new($"wrong password, by which the account {account} {IsLockedNow}");

    /// <summary>The cause that the reason of a refused login tells; null for another reason.</summary>
    public static DiagnosisCause? CauseOf(string reason)
    {
        if (Ends(IsDisabled))
            return DiagnosisCause.Disabled;
        if (Ends(IsLocked))
            return DiagnosisCause.Locked;
        return reason.EndsWith(IsLockedNow, StringComparison.Ordinal) ? DiagnosisCause.WrongPassword : null;

        bool Ends(string state) => reason.EndsWith(state + Right, StringComparison.Ordinal) || reason.EndsWith(state + Wrong, StringComparison.Ordinal);
    }

    private static string Word(bool isRight) => isRight ? Right : Wrong;
}
