using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Directory.Users;

public class AccountNameTests
{
    [Theory]
    [InlineData("root", "root", null)]
    [InlineData("Administrator@vsphere.local", "Administrator", "vsphere.local")]
    [InlineData(@"VSPHERE.LOCAL\Administrator", "Administrator", "VSPHERE.LOCAL")]
    [InlineData("first.last@example.com@vsphere.local", "first.last@example.com", "vsphere.local")]
    [InlineData(@"CORP\a@b", "a@b", "CORP")]
    public void The_three_spellings_are_read(string text, string name, string? domain)
    {
        Assert.True(AccountName.TryParse(text, out var parsed));
        Assert.Equal(name, parsed.Name);
        Assert.Equal(domain, parsed.Domain);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("user@")]
    [InlineData("@domain")]
    [InlineData(@"\user")]
    [InlineData(@"DOMAIN\")]
    public void A_name_with_an_empty_part_is_none(string? text) => Assert.False(AccountName.TryParse(text, out _));

    [Theory]
    [InlineData(@"a\b\c")]
    [InlineData(@"a@b\c")]
    [InlineData(@"\\host\user")]
    public void A_name_whose_parts_could_not_be_told_apart_again_is_none(string text) => Assert.False(AccountName.TryParse(text, out _));

    [Fact]
    public void What_is_read_can_be_written_and_read_again()
    {
        string[] parts = ["a", "B", "@", @"\", "localos", "."];
        IEnumerable<string> texts = [""];
        for (var length = 1; length <= 5; length++)
        {
            texts = [.. texts.SelectMany(_ => parts, static (text, part) => text + part)];
            foreach (var text in texts)
            {
                if (!AccountName.TryParse(text, out var name))
                    continue;
                Assert.Equal(name, AccountName.Parse(name.Written));
                Assert.Equal(name, AccountName.Parse(name.Canonical.Written));
            }
        }
    }

    [Fact]
    public void A_name_is_of_bounded_length() => Assert.False(AccountName.TryParse(new string('x', 257), out _));

    [Fact]
    public void Names_are_equal_without_regard_to_case_and_spelling()
    {
        var name = AccountName.Parse("Administrator@vsphere.local");
        Assert.Equal(name, AccountName.Parse(@"VSPHERE.LOCAL\ADMINISTRATOR"));
        Assert.Equal(name.GetHashCode(), AccountName.Parse(@"VSPHERE.LOCAL\ADMINISTRATOR").GetHashCode());
        Assert.NotEqual(name, AccountName.Parse("Administrator"));
        Assert.NotEqual(name, AccountName.Parse("Administrator@example.com"));
    }

    [Theory]
    [InlineData("Administrator@vsphere.local", @"VSPHERE.LOCAL\Administrator")]
    [InlineData("root", "root")]
    public void A_name_shows_its_domain_in_upper_case(string text, string shown) => Assert.Equal(shown, AccountName.Parse(text).Display);

    [Theory]
    [InlineData("root@localos")]
    [InlineData(@"LOCALOS\root")]
    [InlineData(@"LocalOS\ROOT")]
    public void A_name_without_a_domain_is_also_one_of_localos(string text)
    {
        var (bare, local) = (AccountName.Parse("root"), AccountName.Parse(text));
        Assert.Equal(bare, local);
        Assert.Equal(bare.GetHashCode(), local.GetHashCode());
        Assert.True(local.IsLocal);
        Assert.Null(local.Canonical.Domain);
        Assert.NotEqual(AccountName.Parse("root@vsphere.local"), local);
    }
}
