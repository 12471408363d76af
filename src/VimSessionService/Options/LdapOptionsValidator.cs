using VimSessionService.Ldap;

namespace VimSessionService.Options;

/// <summary>Checks the options of the LDAP server; see <see cref="ServiceOptionsValidator"/>.</summary>
internal static class LdapOptionsValidator
{
    private const int LdapPort = 389;
    private const int LdapsPort = 636;

    public static IEnumerable<string> Validate(ServiceOptions options)
    {
        var ldap = options.Ldap;
        if (ldap.Ldap is not { } url)
        {
            if ((ldap.LdapCa ?? ldap.LdapBaseDn ?? ldap.LdapDomain ?? ldap.LdapBindDn ?? ldap.LdapBindPassword ?? ldap.LdapBindPasswordFile ?? ldap.LdapUserDn ?? ldap.LdapGroupFilter ?? ldap.LdapGroupBaseDn) is not null)
                yield return "The options that begin with --ldap- are for an LDAP server. Name it with --ldap, or leave them out.";
            yield break;
        }

        if (ServerOf(url) is null)
            yield return "--ldap: this is no URL of an LDAP server. Write ldap://HOST:PORT or ldaps://HOST:PORT, without anything else.";
        if (options.Accounts.Permissive)
            yield return "--ldap: with --permissive everybody may do everything. Leave out one of the two.";
        if (options.Hooks.Authenticator is not null)
            yield return "--ldap: --authenticator checks passwords too. Leave out one of the two.";
        if (string.IsNullOrWhiteSpace(ldap.LdapBaseDn))
            yield return "--ldap needs to know where users are searched: name it with --ldap-base-dn, such as dc=example,dc=com.";
        else if (DomainsOf(ldap).Length == 0)
            yield return "--ldap-domain: --ldap-base-dn has no components dc that name a domain. Name the domain of the users.";
        if (ldap is { LdapBindPassword: not null, LdapBindPasswordFile: not null })
            yield return "--ldap-bind-password: --ldap-bind-password-file names a password too. Leave out one of the two.";
        if (ldap.LdapBindDn is null != ((ldap.LdapBindPassword ?? ldap.LdapBindPasswordFile) is null))
            yield return "--ldap-bind-dn and its password, by --ldap-bind-password or --ldap-bind-password-file, belong together. Give both, or leave both out.";
        if (ServiceOptionsValidator.Unreadable(ldap.LdapBindPasswordFile) is { } file)
            yield return $"--ldap-bind-password-file: {file}";
        if (ServiceOptionsValidator.Unreadable(ldap.LdapCa) is { } authorities)
            yield return $"--ldap-ca: {authorities}";
    }

    /// <summary>Host, port, and whether TLS begins at once, of an LDAP URL; null when it is none.</summary>
    public static (string Host, int Port, bool IsTls)? ServerOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ldap" or "ldaps") || url.IdnHost.Length == 0
            || url.UserInfo.Length > 0 || url.AbsolutePath is not ("" or "/") || url.Query.Length > 0)
        {
            return null;
        }

        var isTls = url.Scheme == "ldaps";
        return (url.IdnHost, url.Port > 0 ? url.Port : isTls ? LdapsPort : LdapPort, isTls);
    }

    /// <summary>The domains of the users; empty for none.</summary>
    public static string[] DomainsOf(LdapServerOptions options) => options.LdapDomain is { } list
        ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : options.LdapBaseDn is { } name && LdapOptions.DomainOf(name) is { } domain ? [domain] : [];
}
