namespace VimSessionService.Core.Directory.Users;

/// <summary>
/// The name of a user or group, with or without a domain; equal without regard to case. Written <c>name</c>, <c>name@domain</c> or
/// <c>DOMAIN\name</c>. The domain <c>localos</c> is that of the server itself, which a name without a domain is of: the two are equal. They
/// differ in one thing: a name without a domain is also sought in the domain of single sign-on, one of <c>localos</c> is not.
/// </summary>
public sealed record AccountName(string Name, string? Domain = null)
{
    /// <summary>The domain of the server itself, as a vCenter calls that of its own operating system.</summary>
    public const string LocalDomain = "localos";

    private const int MaxLength = 256;

    /// <summary>Whether it is of the server itself.</summary>
    public bool IsLocal => Domain is null || string.Equals(Domain, LocalDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The same name as configuration and sessions have it: without a domain where it is of the server itself, unless the name would then be read as one with a
    /// domain.
    /// </summary>
    public AccountName Canonical => Domain is not null && IsLocal && !Name.Contains('@', StringComparison.Ordinal) ? this with { Domain = null } : this;

    /// <summary>As sessions show it: the domain in upper case before the name, or the name alone.</summary>
    public string Display => Domain is null ? Name : $"{Domain.ToUpperInvariant()}\\{Name}";

    /// <summary>As configuration has it: the name before the domain, or the name alone.</summary>
    internal string Written => Domain is null ? Name : $"{Name}@{Domain}";

    /// <summary>
    /// Reads any of the three spellings; false when a part is empty, the whole is too long, or the parts could not be told apart when they are written again: a name
    /// has no backslash, and a domain neither that nor an at sign.
    /// </summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AccountName? name)
    {
        name = null;
        if (text is null or { Length: 0 or > MaxLength })
            return false;
        if (text.IndexOf('\\', StringComparison.Ordinal) is >= 0 and var slash)
            name = new AccountName(text[(slash + 1)..], text[..slash]);
        else if (text.LastIndexOf('@') is >= 0 and var at)
            name = new AccountName(text[..at], text[(at + 1)..]);
        else
            name = new AccountName(text);
        if (name.Name.Length > 0 && name.Domain is not "" && !name.Name.Contains('\\', StringComparison.Ordinal) && name.Domain?.AsSpan().ContainsAny('\\', '@') is not true)
            return true;
        name = null;
        return false;
    }

    /// <summary>Reads a name that configuration gave.</summary>
    /// <exception cref="FormatException">It is no account name.</exception>
    public static AccountName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text.Truncate(MaxLength)}' is no account name.");

    /// <summary>Reads any text as a name; one in none of the spellings is a name without a domain.</summary>
    public static AccountName Of(string text) => TryParse(text, out var name) ? name : new AccountName(text);

    /// <inheritdoc/>
    public bool Equals(AccountName? other) =>
        other is not null
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (IsLocal ? other.IsLocal : string.Equals(Domain, other.Domain, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Name.GetHashCode(StringComparison.OrdinalIgnoreCase), IsLocal ? 0 : Domain!.GetHashCode(StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Display;
}
