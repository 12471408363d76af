using VimSessionService.Vim25;

namespace VimSessionService.ViJson.Tests;

/// <summary>Paths of calls, and the releases that they may name.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login", "SessionManager")]
    [InlineData("/sdk/vim25/8.0.3.0/ListView/session[52]52/ResetListView", "session[52]52")]
    [InlineData("/sdk/vim25/8.0.3.0/Folder/a%2Fb%2fc/name", "a/b/c")]
    public void A_path_names_release_type_object_and_member(string path, string id)
    {
        Assert.True(ViJsonPath.TryParse(path, out var parts));
        Assert.Equal(("8.0.3.0", id), (parts.Release, parts.Id));
    }

    [Theory]
    [InlineData("/sdk/vim25")]
    [InlineData("/sdk/vim25/")]
    [InlineData("/sdk/vim25/8.0.3.0")]
    [InlineData("/sdk/vim25/8.0.3.0/SessionManager/SessionManager")]
    [InlineData("/sdk/vim25/8.0.3.0/SessionManager/SessionManager/")]
    [InlineData("/sdk/vim25/8.0.3.0/SessionManager//Login")]
    [InlineData("/sdk/vim25//SessionManager/SessionManager/Login")]
    [InlineData("/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login/x")]
    [InlineData("/sdk/vim26/8.0.3.0/SessionManager/SessionManager/Login")]
    public void Any_other_path_is_none(string path) => Assert.False(ViJsonPath.TryParse(path, out _));

    [Theory]
    [InlineData("8.0.3.0", true)]
    [InlineData("8.0.1.0", true)]
    [InlineData("7.0.0.1", true)]
    [InlineData("7.0.0.0", true)]
    [InlineData("8.0.3", false)]
    [InlineData("8.0.3.1", false)]
    [InlineData("9.0.0.0", false)]
    [InlineData("6.9.1", false)]
    [InlineData("", false)]
    [InlineData("9.1.2.0.rc0", false)]
    [InlineData("latest", false)]
    public void A_server_knows_the_releases_up_to_its_own(string release, bool isKnown) => Assert.Equal(isKnown, ViJsonReleases.TryFind(release, ApiVersion.V8_0_3_0, out _));

    /// <summary>The releases that the API description of 9.1 lists for the path.</summary>
    [Fact]
    public void The_newest_server_knows_every_release() => Assert.All(
        "9.1.0.0 9.0.0.0 8.0.3.1 8.0.3.0 8.0.2.0 8.0.1.0 8.0.0.2 8.0.0.1 8.0.0.0 7.0.3.2 7.0.3.1 7.0.3.0 7.0.2.1 7.0.2.0 7.0.1.1 7.0.1.0 7.0.0.2 7.0.0.1 7.0.0.0".Split(' '),
        static release => Assert.True(ViJsonReleases.TryFind(release, ApiVersion.V9_1_0_0, out _), release));
}
