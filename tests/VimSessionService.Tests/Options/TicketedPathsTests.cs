using System.Text.RegularExpressions;

namespace VimSessionService.Tests.Options;

public partial class TicketedPathsTests
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
    [InlineData("/sts", false)]
    [InlineData("/STS/anything", false)]
    [InlineData("/lookupservice/sdk", false)]
    [InlineData("/websso", false)]
    [InlineData("/locale", false)]
    [InlineData("/certificate.pem", false)]
    public void A_path_has_plain_segments_and_is_not_served_otherwise(string path, bool isPath) => Assert.Equal(isPath, TicketedPaths.IsPath(path));

    /// <summary>Every path of a door, and every one that stands in the code of a route, is one that no ticketed path may shadow.</summary>
    [Fact]
    public void Every_path_that_the_service_serves_is_taken()
    {
        string[] folders = ["VimSessionService/Web", "VimSessionService.Hosting"];
        var served = from folder in folders
                     from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", folder), "*.cs", SearchOption.AllDirectories)
                     from Match path in Literal().Matches(File.ReadAllText(file))
                     select path.Groups["path"].Value;

        Assert.Superset(new HashSet<string>(["/sts/STSService", "/healthz"]), served.ToHashSet());
        Assert.All(served.Concat(ServiceDoors.Table.All.SelectMany(static door => door.Paths.Concat(door.ExactPaths))), path => Assert.True(TicketedPaths.IsTaken(path), $"{path} is served, and not in {nameof(TicketedPaths)}.{nameof(TicketedPaths.Taken)}"));
    }

    [GeneratedRegex("\"(?<path>/[A-Za-z][A-Za-z0-9./-]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [Fact]
    public void Several_are_separated_by_commas() => Assert.Equal(["/a", "/b"], TicketedPaths.Split(" /a, /b,"));
}
