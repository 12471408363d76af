namespace VimSessionService.Core.Directory.Users;

/// <summary>Who somebody is once their credentials were accepted.</summary>
/// <param name="UserName">As sessions show it: <c>VSPHERE.LOCAL\Administrator</c>, or the bare name of an account without a domain.</param>
/// <param name="FullName">The full name; the user name when unknown (docs/facts/sessions.md).</param>
/// <param name="Groups">The groups, as permissions name them.</param>
public sealed record UserIdentity(string UserName, string FullName, IReadOnlyList<string> Groups)
{
    /// <summary>The role of somebody who has it everywhere whatever the permissions say, as an extension has; null for everybody else.</summary>
    public int? RoleId { get; init; }
}
