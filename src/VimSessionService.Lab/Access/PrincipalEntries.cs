using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Access;

/// <summary>The users and groups that tests set permissions of.</summary>
internal static class PrincipalEntries
{
    /// <summary>
    /// The user or group that a name is of, in any spelling: one that is there, with or without a permission; else the name as it is, for somebody whom another server knows.
    /// </summary>
    /// <exception cref="RefusedException">It is no name.</exception>
    public static AccountName Find(ServiceDirectory directory, string text, bool isGroup)
    {
        if (!AccountName.TryParse(text, out var name))
            throw new RefusedException("principal", "is no name. Write alice@vsphere.local, VSPHERE.LOCAL\\alice or alice");
        var known = new PrincipalDirectory(directory.Accounts, directory.Permissions).Resolve(text, isGroup);
        if (known is null && name.Domain is null)
            known = directory.Permissions.FindPrincipal(name with { Domain = directory.Accounts.SsoDomain }, isGroup);
        return known ?? name.Canonical;
    }
}
