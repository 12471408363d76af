namespace VimSessionService.Ldap;

/// <summary>An entry that a search found.</summary>
/// <param name="Dn">Its distinguished name.</param>
/// <param name="Attributes">The values of the attributes that were asked for, as text, by names without regard to case.</param>
internal sealed record LdapEntry(string Dn, IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes)
{
    /// <summary>The values of an attribute; empty for none.</summary>
    public IReadOnlyList<string> Values(string name) => Attributes.GetValueOrDefault(name) ?? [];

    /// <summary>The first value of an attribute; null for none.</summary>
    public string? First(string name) => Values(name) is [var first, ..] ? first : null;
}

/// <summary>Where a search looks, with the numbers of RFC 4511.</summary>
internal enum LdapScope
{
    /// <summary>At the entry itself.</summary>
    Entry = 0,

    /// <summary>At the entry and everything below.</summary>
    Subtree = 2,
}

/// <summary>The result codes of RFC 4511 that the client tells apart.</summary>
internal static class LdapResult
{
    public const int Success = 0;
    public const int SizeLimitExceeded = 4;
    public const int NoSuchObject = 32;
    public const int InappropriateAuthentication = 48;
    public const int InvalidCredentials = 49;
}
