using System.Collections.Frozen;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Identity.Negotiation;

/// <summary>Which domain of accounts a Kerberos realm is. Without further ado that of the realm's name in lower case.</summary>
internal sealed class RealmDomains
{
    private const int MaxLength = 256;

    private readonly FrozenDictionary<string, string> _domains;

    private RealmDomains(IEnumerable<KeyValuePair<string, string>> domains) => _domains = domains.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads a list such as <c>EXAMPLE.COM=example,LAB=vsphere.local</c>; the empty one maps nothing in particular.</summary>
    /// <exception cref="FormatException">It is no such list, or names a realm twice.</exception>
    public static RealmDomains Parse(string text)
    {
        var domains = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } realm, { Length: > 0 } domain] || domain.IndexOfAny(['\\', '@']) >= 0)
                throw new FormatException($"'{entry}' is no pair REALM=domain.");
            if (!domains.TryAdd(realm, domain))
                throw new FormatException($"the realm {realm} is there twice.");
        }

        return new RealmDomains(domains);
    }

    /// <summary>The account name of a Kerberos principal, <c>alice@EXAMPLE.COM</c> or <c>alice/admin@EXAMPLE.COM</c>.</summary>
    /// <exception cref="ProofRefusedException">No account can have its name.</exception>
    public AccountName AccountOf(string principal)
    {
        var at = principal.LastIndexOf('@');
        // GSS-API writes a backslash before what would otherwise separate, and accounts separate by it: one name must not pass for another.
        if (at <= 0 || at == principal.Length - 1 || principal.Length > MaxLength || principal.IndexOf('@', StringComparison.Ordinal) != at
            || principal.Contains('\\', StringComparison.Ordinal) || principal.Any(char.IsControl))
        {
            throw new ProofRefusedException("the name of the Kerberos principal is no account's", principal);
        }

        var realm = principal[(at + 1)..];
        return new AccountName(principal[..at], _domains.GetValueOrDefault(realm) ?? realm.ToLowerInvariant());
    }
}
