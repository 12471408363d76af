using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Users;

/// <summary>Which groups are in which.</summary>
/// <param name="groups">The groups that were made. Others are in none.</param>
internal sealed class GroupNesting(ImmutableDictionary<AccountName, Group> groups)
{
    private readonly bool _isFlat = groups.Values.All(static group => group.Groups.Count == 0);

    /// <summary>Some groups, and all that they are in, each once.</summary>
    public IReadOnlyList<string> WithOuter(IReadOnlyList<string> inner)
    {
        if (_isFlat)
            return inner;
        var seen = new HashSet<AccountName>();
        List<string> all = [.. inner.Where(group => seen.Add(AccountName.Of(group)))];
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var outer in groups.GetValueOrDefault(AccountName.Of(all[i]))?.Groups ?? [])
            {
                if (seen.Add(outer))
                    all.Add(outer.Written);
            }
        }

        return all.Count == inner.Count ? inner : all;
    }

    /// <summary>Whether a group is another one, or in it, itself or by groups between.</summary>
    public bool IsWithin(AccountName inner, AccountName outer) => WithOuter([inner.Written]).Any(group => AccountName.Of(group).Equals(outer));
}
