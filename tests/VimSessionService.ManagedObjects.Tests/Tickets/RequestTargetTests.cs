using VimSessionService.ManagedObjects.Tickets;

namespace VimSessionService.ManagedObjects.Tests.Tickets;

public class RequestTargetTests
{
    [Theory]
    [InlineData("/folder/a%20b?dcPath=DC&dsName=ds", "/folder/a%20b?dcPath=DC&dsName=ds")]
    [InlineData("/folder/a b?dsName=ds&dcPath=D%43", "/folder/a%20b?dcPath=DC&dsName=ds")]
    [InlineData("/folder/%7Ea/?", "/folder/~a/")]
    [InlineData("/folder/a%2Fb", "/folder/a/b")]
    [InlineData("/folder?a=1+2&&b", "/folder?a=1%202&b")]
    [InlineData("/folder?a=1%26b=2", "/folder?a=1%26b%3D2")]
    [InlineData("/folder#part", "/folder")]
    public void A_target_has_one_spelling(string text, string expected)
    {
        Assert.True(RequestTarget.TryParse(text, out var target));
        Assert.Equal(expected, target.Text);
    }

    [Fact]
    public void An_escaped_separator_separates_nothing()
    {
        Assert.True(RequestTarget.TryParse("/folder?a=1%26b=2", out var one));
        Assert.True(RequestTarget.TryParse("/folder?a=1&b=2", out var two));
        Assert.NotEqual(one, two);
    }

    [Theory]
    [InlineData("")]
    [InlineData("folder")]
    [InlineData("*")]
    [InlineData("/folder/..")]
    [InlineData("/./folder")]
    [InlineData("/folder/%2E%2e/x")]
    [InlineData("/folder/..%2Fx")]
    [InlineData("/folder/a%5cb")]
    [InlineData("/folder/a%00")]
    public void What_leads_upwards_or_hides_a_separator_is_none(string text) => Assert.False(RequestTarget.TryParse(text, out _));

    [Fact]
    public void A_target_has_a_bounded_length() => Assert.False(RequestTarget.TryParse("/" + new string('a', 4096), out _));

    [Theory]
    [InlineData("https://vc.example.org:8989/folder/x?dsName=a", "vc.example.org", "/folder/x?dsName=a")]
    [InlineData("http://[::1]/nfc", "[::1]", "/nfc")]
    [InlineData("https://VC", "vc", "/")]
    [InlineData("https://vc?a=b", "vc", "/?a=b")]
    [InlineData("https://user@vc/x", "vc", "/x")]
    public void An_absolute_URL_has_a_host_and_a_target(string url, string host, string text)
    {
        Assert.True(RequestTarget.TryParseUrl(url, out var target, out var found));
        Assert.Equal((host, text), (found, target.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/folder/x")]
    [InlineData("//vc/folder")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:///folder")]
    [InlineData("https://vc/a/../b")]
    public void Any_other_text_is_no_URL(string? url) => Assert.False(RequestTarget.TryParseUrl(url, out _, out _));
}
