using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Rules;

/// <summary>The users that a condition gives: some with a domain, some by a name alone.</summary>
internal sealed class UserConditions
{
    /// <summary>Sorts names.</summary>
    public UserConditions(IEnumerable<string> given)
    {
        foreach (var name in given.Select(AccountName.Of))
        {
            if (name.Domain is null)
                Alone.Add(name.Name);
            else
                Full.Add(name.Canonical);
        }
    }

    /// <summary>Those with a domain.</summary>
    public HashSet<AccountName> Full { get; } = [];

    /// <summary>The names alone.</summary>
    public HashSet<string> Alone { get; } = new(StringComparer.OrdinalIgnoreCase);
}
