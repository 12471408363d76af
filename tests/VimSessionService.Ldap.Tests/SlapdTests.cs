using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Ldap.Tests;

/// <summary>Logins at Debian's slapd.</summary>
public sealed class SlapdTests(Slapd slapd)
{
    private static readonly ClientInfo Client = new(IPAddress.Loopback, "");

    [Theory]
    [InlineData("ada")]
    [InlineData("ADA")]
    [InlineData("ada@example.com")]
    [InlineData(@"EXAMPLE.COM\ada")]
    [InlineData(@"example\ada")]
    public async Task A_user_is_found_in_every_spelling_with_the_groups_of_memberOf(string name)
    {
        var user = await AskAsync(slapd.Options, name, "secret");

        Assert.NotNull(user);
        Assert.Equal((@"EXAMPLE.COM\ada", "Ada Lovelace"), (user.UserName, user.FullName));
        Assert.Equal([@"EXAMPLE.COM\operators"], user.Groups);
    }

    [Theory]
    [InlineData("ada", "wrong")]
    [InlineData("nobody", "secret")]
    [InlineData("searcher", "secret")]
    [InlineData("ada@example.org", "secret")]
    [InlineData(@"localos\ada", "secret")]
    [InlineData("ada", "")]
    [InlineData("*", "secret")]
    [InlineData("ad*", "secret")]
    [InlineData("ada)(uid=*", "secret")]
    [InlineData("x)(|(uid=ada)", "secret")]
    [InlineData("\\61da", "secret")]
    public async Task Nobody_else_is_let_in(string name, string password) => Assert.Null(await AskAsync(slapd.Options, name, password));

    [Theory]
    [InlineData("ada", "wrong")]
    [InlineData("ada", "")]
    [InlineData("ada,ou=people", "secret")]
    [InlineData("nobody", "secret")]
    public async Task Nobody_else_is_let_in_by_a_template_of_names(string name, string password) =>
        Assert.Null(await AskAsync(ByTemplate, name, password));

    [Fact]
    public async Task A_user_logs_in_by_a_template_of_names_without_a_searcher()
    {
        var user = await AskAsync(ByTemplate, "ada", "secret");

        Assert.Equal((@"EXAMPLE.COM\ada", "Ada Lovelace"), (user!.UserName, user.FullName));
        Assert.Equal([@"EXAMPLE.COM\operators"], user.Groups);
    }

    [Theory]
    [InlineData(false, new[] { @"EXAMPLE.COM\operators" })]
    [InlineData(true, new[] { @"EXAMPLE.COM\operators", @"EXAMPLE.COM\staff" })]
    public async Task Groups_are_searched_and_groups_of_groups_if_wanted(bool nested, string[] groups)
    {
        var options = slapd.Options with { GroupFilter = "(&(objectClass=groupOfNames)(member={dn}))", NestedGroups = nested };

        Assert.Equal(groups, (await AskAsync(options, "ada", "secret"))!.Groups);
        Assert.Equal([@"EXAMPLE.COM\staff"], (await AskAsync(options, "bob", "secret"))!.Groups);
        Assert.Empty((await AskAsync(options with { GroupBaseDn = "ou=nowhere,dc=example,dc=com" }, "ada", "secret"))!.Groups);
    }

    [Theory]
    [InlineData(LdapEncryption.Tls)]
    [InlineData(LdapEncryption.StartTls)]
    [InlineData(LdapEncryption.None)]
    public async Task Every_encryption_works(LdapEncryption encryption) =>
        Assert.NotNull(await AskAsync(With(encryption), "ada", "secret"));

    [Theory]
    [InlineData(LdapEncryption.Tls)]
    [InlineData(LdapEncryption.StartTls)]
    public async Task A_certificate_that_is_not_trusted_or_of_another_host_is_refused(LdapEncryption encryption)
    {
        Assert.Contains("certificate", await FailAsync(With(encryption) with { Authorities = [] }), StringComparison.Ordinal);
        Assert.Contains("certificate", await FailAsync(With(encryption) with { Host = "::ffff:127.0.0.1" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_server_or_the_options_is_told()
    {
        var options = slapd.Options;

        Assert.EndsWith("the bind DN or its password is wrong", await FailAsync(options with { BindPassword = "wrong" }), StringComparison.Ordinal);
        Assert.EndsWith("finds several entries for one name", await FailAsync(options with { UserFilter = "(|(uid={user})(uid=*))" }), StringComparison.Ordinal);
        Assert.StartsWith("the LDAP server ldap://127.0.0.1:1: ", await FailAsync(options with { Port = 1 }), StringComparison.Ordinal);
    }

    /// <summary>The filter of the other server product is understood, and finds nobody in this one.</summary>
    [Theory]
    [InlineData("(&(uid={user})(!(objectClass=groupOfNames)))", true)]
    [InlineData("(&(uid={user})(cn=*a*Love*e))", true)]
    [InlineData("(&(uid={user})(cn=Ada Lovelac))", false)]
    [InlineData("(&(uid={user})(createTimestamp>=19700101000000Z)(createTimestamp<=99991231000000Z)(sn~=Lovelace))", true)]
    [InlineData("(uid:caseIgnoreMatch:={user})", true)]
    [InlineData("(uid:dn:={user})", true)]
    [InlineData("(&(uid={user})(mail=\\61da@example.com))", true)]
    [InlineData("(&(uid={user})(memberOf:1.2.840.113556.1.4.1941:=cn=operators,ou=groups,dc=example,dc=com))", false)]
    [InlineData("(&(uid={user})(memberOf=cn=operators,ou=groups,dc=example,dc=com))", true)]
    public async Task Filters_of_every_form_are_sent_as_the_server_reads_them(string filter, bool isFound) =>
        Assert.Equal(isFound, await AskAsync(slapd.Options with { UserFilter = filter }, "ada", "secret") is not null);

    private LdapOptions ByTemplate => slapd.Options with { BindDn = null, BindPassword = null, UserDn = "uid={user},ou=people,dc=example,dc=com" };

    private LdapOptions With(LdapEncryption encryption) =>
        slapd.Options with { Encryption = encryption, Port = encryption == LdapEncryption.Tls ? slapd.TlsPort : slapd.Port };

    private static async Task<UserIdentity?> AskAsync(LdapOptions options, string name, string password) =>
        await new LdapCredentialValidator(options).ValidateAsync(name, password, Client, TestContext.Current.CancellationToken);

    private static async Task<string> FailAsync(LdapOptions options) => (await Assert.ThrowsAsync<LdapException>(() => AskAsync(options, "ada", "secret"))).Message;
}
