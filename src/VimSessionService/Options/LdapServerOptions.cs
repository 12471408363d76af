using VimSessionService.Ldap;

namespace VimSessionService.Options;

/// <summary>The LDAP server that checks passwords; see <see cref="LdapOptions"/> for what the names mean.</summary>
internal sealed record LdapServerOptions
{
    /// <summary>The URL; null for none.</summary>
    public string? Ldap { get; set; }

    /// <summary>Whether an ldap URL is encrypted by StartTLS.</summary>
    public bool LdapStarttls { get; set; } = true;

    /// <summary>A PEM file of the authorities of the server's certificate; null for the system's.</summary>
    public string? LdapCa { get; set; }

    /// <summary>Where users are searched.</summary>
    public string? LdapBaseDn { get; set; }

    /// <summary>The domains, separated by commas; null for that of the base.</summary>
    public string? LdapDomain { get; set; }

    /// <summary>Who searches.</summary>
    public string? LdapBindDn { get; set; }

    /// <summary>The password of <see cref="LdapBindDn"/>; null for none, or the one in <see cref="LdapBindPasswordFile"/>.</summary>
    public string? LdapBindPassword { get; set; }

    /// <summary>The file with the password.</summary>
    public string? LdapBindPasswordFile { get; set; }

    /// <summary>The filter of users.</summary>
    public string LdapUserFilter { get; set; } = LdapOptions.UsualUserFilter;

    /// <summary>The distinguished name of users, in place of the search.</summary>
    public string? LdapUserDn { get; set; }

    /// <summary>The filter of groups.</summary>
    public string? LdapGroupFilter { get; set; }

    /// <summary>Where groups are searched.</summary>
    public string? LdapGroupBaseDn { get; set; }

    /// <summary>Whether groups of groups are searched.</summary>
    public bool LdapNestedGroups { get; set; }

    /// <summary>How long one login may take.</summary>
    public TimeSpan LdapTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections may be open.</summary>
    public int LdapConnections { get; set; } = 16;

    /// <summary>How long a right password is remembered.</summary>
    public TimeSpan LdapCache { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(LdapServerOptions)} {{ {nameof(LdapBaseDn)} = {LdapBaseDn} }}";
}
