using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>What users and groups a caller looks for.</summary>
internal sealed record UserSearchCriteria
{
    /// <summary>The domain; null or empty for the server's own accounts.</summary>
    public string? Domain { get; init; }

    /// <summary>A part of the name or the full name, in any case of letters; empty for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether <see cref="Text"/> is the whole name.</summary>
    public bool ExactMatch { get; init; }

    /// <summary>The group whose members are wanted; null for any.</summary>
    public string? BelongsToGroup { get; init; }

    /// <summary>The user whose groups are wanted; null for any.</summary>
    public string? BelongsToUser { get; init; }

    /// <summary>Whether users are wanted.</summary>
    public bool Users { get; init; }

    /// <summary>Whether groups are wanted.</summary>
    public bool Groups { get; init; }
}

/// <summary>Searches users and groups as UserDirectory does. Who is in a group by another group alone is no member of it.</summary>
/// <param name="principals">Who there is.</param>
/// <param name="hasSsoDomain">Whether the domain of single sign-on is there even when nobody is in it, as on a vCenter.</param>
internal sealed class UserSearch(PrincipalDirectory principals, bool hasSsoDomain)
{
    /// <summary>The domains that can be searched, in upper case, besides the server's own accounts.</summary>
    public string[] Domains()
    {
        var named = principals.Users.Select(known => known.Account.Name).Concat(principals.Groups).Where(name => !name.IsLocal).Select(name => name.Domain);
        return
        [
            .. named.Prepend(hasSsoDomain ? principals.SsoDomain : null).OfType<string>()
                .Select(domain => domain.ToUpperInvariant()).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Finds users, then groups, each without its domain.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound when the domain, the group or the user is not there; NotSupported for a domain on a host that is in none.
    /// </exception>
    public IReadOnlyList<UserSearchResult> Find(UserSearchCriteria criteria)
    {
        var domain = RequireDomain(criteria.Domain);
        var group = criteria.BelongsToGroup is { } groupName ? Require(groupName, isGroup: true, domain) : null;
        var member = criteria.BelongsToUser is { } userName ? Require(userName, isGroup: false, domain) : null;
        var found = new List<UserSearchResult>();
        if (criteria.Users && member is null)
            found.AddRange(Users(criteria, domain, group));
        if (criteria.Groups)
            found.AddRange(Groups(criteria, domain, member, group));
        return found;
    }

    private IEnumerable<UserSearchResult> Users(UserSearchCriteria criteria, string? domain, AccountName? ofGroup) =>
        from known in principals.Users
        let name = known.Account.Name
        where IsIn(name, domain) && Matches(criteria, name.Name, known.Identity.FullName)
        where ofGroup is null || known.Account.Groups.Any(own => AccountName.Of(own).Equals(ofGroup))
        select new UserSearchResult { Principal = name.Name, FullName = known.Identity.FullName, Group = false };

    private IEnumerable<UserSearchResult> Groups(UserSearchCriteria criteria, string? domain, AccountName? member, AccountName? ofGroup)
    {
        var own = member is null ? null : principals.GroupsOf(member).ToHashSet();
        var inner = ofGroup is null ? null : principals.GroupsIn(ofGroup).ToHashSet();
        return from name in principals.Groups
               where IsIn(name, domain) && Matches(criteria, name.Name, fullName: null)
               where own?.Contains(name) != false && inner?.Contains(name) != false
               select new UserSearchResult { Principal = name.Name, Group = true };
    }

    private static bool IsIn(AccountName name, string? domain) => domain is null ? name.IsLocal : string.Equals(name.Domain, domain, StringComparison.OrdinalIgnoreCase);

    private static bool Matches(UserSearchCriteria criteria, string name, string? fullName) => criteria.ExactMatch
        ? string.Equals(name, criteria.Text, StringComparison.OrdinalIgnoreCase)
        : name.Contains(criteria.Text, StringComparison.OrdinalIgnoreCase)
            || fullName?.Contains(criteria.Text, StringComparison.OrdinalIgnoreCase) is true;

    private string? RequireDomain(string? domain)
    {
        if (string.IsNullOrEmpty(domain) || new AccountName("", domain).IsLocal)
            return null;
        var domains = Domains();
        if (domains.Length == 0)
            throw new VimFaultException(new NotSupported(), "the host is in no domain");
        return domains.Contains(domain, StringComparer.OrdinalIgnoreCase)
            ? domain
            : throw new VimFaultException(new NotFound(), $"there is no domain {domain.Truncate(Truncation.UserName)}");
    }

    private AccountName Require(string text, bool isGroup, string? domain)
    {
        var isBare = AccountName.TryParse(text, out var name) && name.Domain is null;
        var found = isBare && domain is not null ? principals.Resolve($"{text}@{domain}", isGroup) : null;
        return found ?? principals.Resolve(text, isGroup)
            ?? throw new VimFaultException(new NotFound(), $"there is no {(isGroup ? "group" : "user")} {text.Truncate(Truncation.UserName)}");
    }
}
