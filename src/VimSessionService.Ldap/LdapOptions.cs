using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Ldap;

/// <summary>Where an LDAP server is, and how users and groups are found there.</summary>
public sealed record LdapOptions
{
    /// <summary>What stands for the name of the user, without a domain, in filters and in a template of distinguished names.</summary>
    public const string UserMark = "{user}";

    /// <summary>What stands for the distinguished name of a member in <see cref="GroupFilter"/>.</summary>
    public const string MemberMark = "{dn}";

    /// <summary>The filter of users where nobody names another: for OpenLDAP and for Active Directory.</summary>
    public const string UsualUserFilter = "(|(uid={user})(sAMAccountName={user}))";

    /// <summary>The name or address of the server, which its certificate has to have.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is encrypted.</summary>
    public LdapEncryption Encryption { get; init; } = LdapEncryption.Tls;

    /// <summary>The authorities that the server's certificate is verified with; empty for those of the system.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>Where users are searched: the distinguished name of a subtree.</summary>
    public required string BaseDn { get; init; }

    /// <summary>
    /// The domains that users may name, the first as sessions and permissions show it. A user without a domain is of the first; one of another domain is refused.
    /// </summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Who searches; null to search without a login, or as the user with <see cref="UserDn"/>.</summary>
    public string? BindDn { get; init; }

    /// <summary>The password of <see cref="BindDn"/>.</summary>
    public string? BindPassword { get; init; }

    /// <summary>The filter that finds a user, with <see cref="UserMark"/>.</summary>
    public string UserFilter { get; init; } = UsualUserFilter;

    /// <summary>The distinguished name of every user, with <see cref="UserMark"/>; null to search for it.</summary>
    public string? UserDn { get; init; }

    /// <summary>Where groups are searched; null for <see cref="BaseDn"/>.</summary>
    public string? GroupBaseDn { get; init; }

    /// <summary>The filter that finds the groups of a member, with <see cref="MemberMark"/>; null to take the groups from the user's attribute memberOf.</summary>
    public string? GroupFilter { get; init; }

    /// <summary>Whether the groups of groups are searched too, by <see cref="GroupFilter"/>.</summary>
    public bool NestedGroups { get; init; }

    /// <summary>The URL for logs.</summary>
    public string ShownUrl => $"{(Encryption == LdapEncryption.Tls ? "ldaps" : "ldap")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";

    /// <summary>The domain of the components <c>dc</c> of a distinguished name: <c>example.com</c> of <c>ou=people,dc=example,dc=com</c>; null for none.</summary>
    public static string? DomainOf(string distinguishedName) => DistinguishedName.Domain(distinguishedName);

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(LdapOptions)} {{ {ShownUrl} }}";
}

/// <summary>How a connection to an LDAP server is encrypted.</summary>
public enum LdapEncryption
{
    /// <summary>From its beginning, as with ldaps URLs.</summary>
    Tls,

    /// <summary>By StartTLS, before anything else is sent.</summary>
    StartTls,

    /// <summary>Not at all: passwords can be read on the way.</summary>
    None,
}
