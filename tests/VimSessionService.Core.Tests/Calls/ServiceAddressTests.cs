using VimSessionService.Core.Calls;

namespace VimSessionService.Core.Tests.Calls;

public class ServiceAddressTests
{
    [Theory]
    [InlineData("vc.example.org", true, "https://vc.example.org", "https://vc.example.org:443")]
    [InlineData("vc:8989", true, "https://vc:8989", "https://vc:8989")]
    [InlineData("vc:80", false, "http://vc", "http://vc:80")]
    [InlineData("[::1]:8989", true, "https://[::1]:8989", "https://[::1]:8989")]
    [InlineData("192.0.2.7", false, "http://192.0.2.7", "http://192.0.2.7:80")]
    public void A_Host_header_is_an_address(string host, bool isSecure, string origin, string withPort)
    {
        var address = ServiceAddress.Of(host, isSecure)!;
        Assert.Equal((origin, withPort), (address.Origin, address.OriginWithPort));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("user@vc")]
    [InlineData("vc:port")]
    [InlineData("a b")]
    [InlineData("\"><script>")]
    public void What_names_no_host_is_none(string? host) => Assert.Null(ServiceAddress.Of(host, isSecure: true));
}
