using System.Net;
using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

public class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8989", "127.0.0.1", 8989, "127.0.0.1")]
    [InlineData("localhost:0", "localhost", 0, "localhost")]
    [InlineData("vc.example.com:443", "vc.example.com", 443, "vc.example.com")]
    [InlineData(":8989", "", 8989, "127.0.0.1")]
    [InlineData("*:8989", "", 8989, "127.0.0.1")]
    [InlineData("0.0.0.0:8989", "0.0.0.0", 8989, "127.0.0.1")]
    [InlineData("[::]:8989", "::", 8989, "127.0.0.1")]
    [InlineData("[::1]:8989", "::1", 8989, "[::1]")]
    public void Each_form_is_read(string text, string host, int port, string urlHost)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(new ListenAddress(host, port), address);
        Assert.Equal(urlHost, address.UrlHost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8989")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("::1:8989")]
    [InlineData("[127.0.0.1]:8989")]
    [InlineData("https://localhost:8989")]
    [InlineData("a b:8989")]
    public void Anything_else_is_refused(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("", null)]
    [InlineData("::", null)]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("localhost", "127.0.0.1")]
    public async Task It_names_what_to_bind(string host, string? address)
    {
        var resolved = await new ListenAddress(host, 1).ResolveAsync("--listen", TestContext.Current.CancellationToken);

        Assert.Equal(address is null ? null : IPAddress.Parse(address), resolved);
    }
}
