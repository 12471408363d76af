using System.Formats.Asn1;

namespace VimSessionService.Ldap.Tests;

/// <summary>Filters and distinguished names as text.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("*", "\\2a")]
    [InlineData("a(b)c\\", "a\\28b\\29c\\5c")]
    [InlineData("a\0b", "a\\00b")]
    [InlineData("ä😀", "ä😀")]
    public void A_value_in_a_filter_is_nothing_but_a_value(string value, string escaped)
    {
        Assert.Equal(escaped, LdapFilter.Escape(value));
        Assert.Equal(value, ValueOf($"(a={escaped})"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(uid=a")]
    [InlineData("uid=a")]
    [InlineData("(uid=a))")]
    [InlineData("(uid)")]
    [InlineData("(=a)")]
    [InlineData("(u d=a)")]
    [InlineData("(uid=\\zz)")]
    [InlineData("(uid=\\2)")]
    [InlineData("(&(uid=a)")]
    [InlineData("(!)")]
    [InlineData("(:=a)")]
    [InlineData("(a:b:c:d:=a)")]
    [InlineData("(uid=a(b)")]
    public void What_is_no_filter_is_refused(string text) => Assert.Throws<FormatException>(() => Write(text));

    [Fact]
    public void A_filter_is_not_nested_without_end() =>
        Assert.Throws<FormatException>(() => Write(string.Concat(Enumerable.Repeat("(!", 100_000)) + "(a=b)" + new string(')', 100_000)));

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("a,b+c=\"<>;\\", "a\\,b\\+c\\=\\\"\\<\\>\\;\\\\")]
    [InlineData(" #a ", "\\ \\#a\\ ")]
    [InlineData("a\0", "a\\00")]
    public void A_value_in_a_distinguished_name_is_nothing_but_a_value(string value, string escaped)
    {
        Assert.Equal(escaped, DistinguishedName.Escape(value));
        Assert.Equal(value, DistinguishedName.FirstValue($"cn={escaped},dc=example"));
    }

    [Theory]
    [InlineData("cn=operators,ou=groups,dc=example,dc=com", "operators")]
    [InlineData("CN=Bob\\, Builder,DC=x", "Bob, Builder")]
    [InlineData("cn=\\C3\\A4+uid=x,dc=x", "ä")]
    [InlineData("cn=x", "x")]
    [InlineData("cn=x\\", "x")]
    [InlineData("cn=", null)]
    [InlineData("", null)]
    [InlineData("=x", null)]
    public void The_first_value_of_a_distinguished_name(string name, string? value) => Assert.Equal(value, DistinguishedName.FirstValue(name));

    [Theory]
    [InlineData("ou=people, DC=example,dc=com", "example.com")]
    [InlineData("o=example", null)]
    public void The_domain_of_a_distinguished_name(string name, string? domain) => Assert.Equal(domain, LdapOptions.DomainOf(name));

    [Fact]
    public void Options_that_cannot_work_are_refused_at_once()
    {
        var good = new LdapOptions { Host = "x", Port = 1, BaseDn = "dc=x", Domains = ["x"] };
        _ = new LdapCredentialValidator(good);

        foreach (var bad in new[]
        {
            good with { Domains = [] },
            good with { Domains = [""] },
            good with { Domains = ["a@b\\c"] },
            good with { UserFilter = "(uid=ada)" },
            good with { UserFilter = "(uid={user}" },
            good with { UserDn = "uid=ada" },
            good with { GroupFilter = "(member=x)" },
            good with { NestedGroups = true },
            good with { BindDn = "cn=x" },
        })
        {
            Assert.Throws<ArgumentException>(() => new LdapCredentialValidator(bad));
        }
    }

    private static string ValueOf(string filter)
    {
        var reader = new AsnReader(Write(filter), AsnEncodingRules.BER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 3));
        reader.ReadOctetString();
        return System.Text.Encoding.UTF8.GetString(reader.ReadOctetString());
    }

    private static byte[] Write(string filter)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        LdapFilter.Write(writer, filter);
        return writer.Encode();
    }
}
