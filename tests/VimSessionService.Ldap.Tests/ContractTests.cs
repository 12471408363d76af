using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Contracts.Users;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Ldap.Tests;

public sealed class LdapCredentialValidatorContractTests(Slapd slapd) : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => new LdapCredentialValidator(slapd.OptionsFor(userName, password));

    protected override string ShownName(string userName) => new AccountName(userName, slapd.Options.Domains[0]).Display;
}

public sealed class LdapTemplateContractTests(Slapd slapd) : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) =>
        new LdapCredentialValidator(slapd.OptionsFor(userName, password) with { BindDn = null, BindPassword = null, UserDn = "uid={user},ou=people,dc=example,dc=com" });

    protected override string ShownName(string userName) => new AccountName(userName, slapd.Options.Domains[0]).Display;
}

public sealed class RememberingLdapCredentialValidatorContractTests(Slapd slapd) : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => new RemoteCredentialValidator(
        new LdapCredentialValidator(slapd.OptionsFor(userName, password)), new RemoteCheckLimits { Timeout = TimeSpan.FromMinutes(1) }, TimeProvider.System, NullLogger.Instance);

    protected override string ShownName(string userName) => new AccountName(userName, slapd.Options.Domains[0]).Display;
}
