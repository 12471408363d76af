using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Identity.Tests.Negotiation;

public class RealmDomainsTests
{
    [Theory]
    [InlineData("", "alice@EXAMPLE.COM", "alice", "example.com")]
    [InlineData("", "alice@VSPHERE.LOCAL", "alice", "vsphere.local")]
    [InlineData("", "alice/admin@EXAMPLE.COM", "alice/admin", "example.com")]
    [InlineData("EXAMPLE.COM=example, LAB = vsphere.local", "alice@EXAMPLE.COM", "alice", "example")]
    [InlineData("EXAMPLE.COM=example, LAB = vsphere.local", "alice@LAB", "alice", "vsphere.local")]
    [InlineData("EXAMPLE.COM=example", "alice@example.com", "alice", "example.com")] // another realm: their names have case
    public void The_realm_is_a_domain(string list, string principal, string name, string domain)
    {
        var account = RealmDomains.Parse(list).AccountOf(principal);
        Assert.Equal((name, domain), (account.Name, account.Domain));
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("@EXAMPLE.COM")]
    [InlineData("alice@")]
    [InlineData(@"VSPHERE.LOCAL\\Administrator@EXAMPLE.COM")] // as GSS-API writes a principal with a backslash
    [InlineData(@"administrator\@vsphere.local@EXAMPLE.COM")]
    [InlineData("ali\nce@EXAMPLE.COM")]
    public void A_principal_that_could_pass_for_another_account_is_refused(string principal) =>
        Assert.Throws<ProofRefusedException>(() => RealmDomains.Parse("").AccountOf(principal));

    [Fact]
    public void A_principal_is_no_longer_than_an_account_name() =>
        Assert.Throws<ProofRefusedException>(() => RealmDomains.Parse("").AccountOf(new string('a', 256) + "@EXAMPLE.COM"));

    [Theory]
    [InlineData("EXAMPLE.COM", "'EXAMPLE.COM' is no pair REALM=domain.")]
    [InlineData("=example", "'=example' is no pair REALM=domain.")]
    [InlineData("A=b=c", "'A=b=c' is no pair REALM=domain.")]
    [InlineData(@"A=b\c", @"'A=b\c' is no pair REALM=domain.")]
    [InlineData("A=b,A=c", "the realm A is there twice.")]
    public void What_is_no_list_is_told(string list, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => RealmDomains.Parse(list)).Message);
}
