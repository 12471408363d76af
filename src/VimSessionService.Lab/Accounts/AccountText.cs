using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Accounts;

/// <summary>Names of accounts as the admin API writes them.</summary>
internal static class AccountText
{
    /// <summary>The name as <c>alice@vsphere.local</c>, or alone for an account of the server itself.</summary>
    public static string Of(AccountName name) => name.Written;
}
