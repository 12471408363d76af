using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

public class TicketedPathsTests
{
    [Theory]
    [InlineData("/folder", true)]
    [InlineData("/cgi-bin/vm-support.cgi", true)]
    [InlineData("/", false)]
    [InlineData("folder", false)]
    [InlineData("/folder/", false)]
    [InlineData("/folder/../x", false)]
    [InlineData("/a b", false)]
    [InlineData("/sdk", false)]
    [InlineData("/SDK/x", false)]
    [InlineData("/healthz", false)]
    public void A_path_has_plain_segments_and_is_not_served_otherwise(string path, bool isPath) => Assert.Equal(isPath, TicketedPaths.IsPath(path));

    [Fact]
    public void Several_are_separated_by_commas() => Assert.Equal(["/a", "/b"], TicketedPaths.Split(" /a, /b,"));
}
