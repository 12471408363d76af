using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Sts.Faults;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>Names as tokens write them.</summary>
internal static class PrincipalNames
{
    /// <summary>A user: <c>Administrator@VSPHERE.LOCAL</c>, <c>root@LOCALOS</c> for one without a domain.</summary>
    /// <exception cref="StsFaultException">The name would be read as another's.</exception>
    public static string OfUser(AccountName name)
    {
        var full = name.Domain is null ? name with { Domain = AccountName.LocalDomain } : name;
        var text = $"{full.Name}@{full.Domain!.ToUpperInvariant()}";
        return AccountName.TryParse(text, out var read) && read.Equals(full)
            ? text
            : throw StsFaults.RequestFailed("The specified request failed.", $"the name {name} cannot be written into a token");
    }

    /// <summary>A group: <c>vsphere.local\Administrators</c>.</summary>
    public static string OfGroup(string group)
    {
        var name = AccountName.Of(group);
        return name.Domain is { } domain ? $"{domain.ToLowerInvariant()}\\{name.Name}" : name.Name;
    }
}
