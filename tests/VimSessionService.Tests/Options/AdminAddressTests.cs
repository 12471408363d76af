using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

/// <summary>Where the admin API listens.</summary>
public sealed class AdminAddressTests
{
    [Theory]
    [InlineData(":8989", null, "127.0.0.1", 8990, true)]
    [InlineData("127.0.0.1:443", null, "127.0.0.1", 8990, true)]
    [InlineData("127.0.0.1:0", null, "127.0.0.1", 0, true)]
    [InlineData(":8989", "9000", "127.0.0.1", 9000, false)]
    [InlineData(":8989", "[::1]:9000", "::1", 9000, false)]
    [InlineData(":8989", ":0", "", 0, false)]
    public void It_is_the_usual_port_of_this_machine_unless_another_one_is_given(string listen, string? given, string host, int port, bool mayMove) =>
        Assert.Equal((new ListenAddress(host, port), mayMove), AdminAddress.Of(Options(listen, given)));

    [Theory]
    [InlineData("off")]
    [InlineData("OFF")]
    public void It_is_nowhere_when_it_is_switched_off(string given) => Assert.Null(AdminAddress.Of(Options(":8989", given)));

    private static ServiceOptions Options(string listen, string? given)
    {
        var options = new ServiceOptions();
        (options.Transport.Listen, options.Admin.AdminListen) = (listen, given);
        return options;
    }
}
