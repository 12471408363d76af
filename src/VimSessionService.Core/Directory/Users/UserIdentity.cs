namespace VimSessionService.Core.Directory.Users;

/// <summary>Who somebody is once their credentials were accepted.</summary>
/// <param name="UserName">As sessions show it: <c>VSPHERE.LOCAL\Administrator</c>, or the bare name of an account without a domain.</param>
/// <param name="FullName">The full name; the user name when unknown (docs/facts/sessions.md).</param>
/// <param name="Groups">The groups, as permissions name them.</param>
public sealed record UserIdentity(string UserName, string FullName, IReadOnlyList<string> Groups)
{
    /// <summary>
    /// How many of <see cref="Groups"/>, the first ones, are those of the account that the service knows of the user: what the account is in by now counts in their place.
    /// The others are named by a token or another server, and hold as long as the session.
    /// </summary>
    public int OwnGroups { get; init; }

    /// <summary>The role of somebody who has it everywhere whatever the permissions say, as an extension has; null for everybody else.</summary>
    public int? RoleId { get; init; }
}
