namespace VimSessionService.Core.Directory.Users;

/// <summary>A group that was made at run time. Which accounts are in it, the accounts say.</summary>
/// <param name="Name">The name.</param>
/// <param name="Groups">The groups that it is in.</param>
internal sealed record Group(AccountName Name, IReadOnlyList<AccountName> Groups);
