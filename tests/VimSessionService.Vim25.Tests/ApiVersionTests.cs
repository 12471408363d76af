namespace VimSessionService.Vim25.Tests;

public sealed class ApiVersionTests
{
    [Theory]
    [InlineData("8.0.3.0", ApiVersion.V8_0_3_0)]
    [InlineData("5.5", ApiVersion.V5_5)]
    [InlineData("2.5u2", ApiVersion.V2_5U2)]
    [InlineData("2.5u2server", ApiVersion.V2_5U2server)]
    public void A_version_is_found_by_its_name(string name, ApiVersion version)
    {
        Assert.True(ApiVersions.TryParse(name, out var found));
        Assert.Equal(version, found);
        Assert.Equal(name, version.Name());
    }

    [Theory]
    [InlineData("8.0.3.2", ApiVersion.V8_0_3_1)]
    [InlineData("9.1.2.0.rc0", ApiVersion.V9_1_0_0)]
    [InlineData("9.0.2.0", ApiVersion.V9_0_0_0)]
    [InlineData("6.0.5", ApiVersion.V6_0)]
    [InlineData("99.0", ApiVersion.V9_1_0_0)]
    [InlineData("9.0.2147483647.0", ApiVersion.V9_0_0_0)]
    [InlineData("2.5.65536", ApiVersion.V2_5)]
    [InlineData("5.5.0", ApiVersion.V5_5)]
    [InlineData("1.0", ApiVersion.V2_0)]
    public void A_version_that_is_not_listed_is_the_last_one_before_it(string text, ApiVersion version)
    {
        Assert.True(ApiVersions.TryMatch(text, out var found));
        Assert.Equal(version, found);
    }

    [Theory]
    [InlineData("7.0", ApiVersion.V7_0_3_2)]
    [InlineData("8.0", ApiVersion.V8_0_3_0)]
    [InlineData("8.0.3", ApiVersion.V8_0_3_0)]
    [InlineData("8.0.0", ApiVersion.V8_0_0_2)]
    [InlineData("9.0", ApiVersion.V9_0_0_0)]
    [InlineData("9.1", ApiVersion.V9_1_0_0)]
    [InlineData("8.0.3.1", ApiVersion.V8_0_3_1)]
    [InlineData("9.1.2.0.rc0", ApiVersion.V9_1_0_0)]
    [InlineData("6.7", ApiVersion.V6_7)]
    [InlineData("2.5u2", ApiVersion.V2_5U2)]
    public void A_shorter_name_is_the_newest_release_of_its_line(string text, ApiVersion version)
    {
        Assert.True(ApiVersions.TryParseRelease(text, out var found));
        Assert.Equal(version, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8.")]
    [InlineData("8.0.3.")]
    [InlineData("8.1")]
    [InlineData("8.0.3.0.1")]
    [InlineData("9.1.0.0.")]
    [InlineData("8")]
    public void What_begins_no_name_is_no_release(string text) => Assert.False(ApiVersions.TryParseRelease(text, out _));

    [Fact]
    public void Old_updates_come_in_the_order_of_their_release()
    {
        Assert.True(ApiVersion.V2_5 < ApiVersion.V2_5U2);
        Assert.True(ApiVersion.V2_5U2 < ApiVersion.V2_5U2server);
        Assert.True(ApiVersion.V2_5U2server < ApiVersion.V4_0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Login")]
    [InlineData("5.x")]
    [InlineData("1.2.3.4.5")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void What_is_no_version_matches_none(string text) => Assert.False(ApiVersions.TryMatch(text, out _));

    [Theory]
    [InlineData(ApiVersion.V2_0, "vim.version.version1")]
    [InlineData(ApiVersion.V2_5, "vim.version.version2")]
    [InlineData(ApiVersion.V2_5U2, "vim.version.version3")]
    [InlineData(ApiVersion.V2_5U2server, "vim.version.version4")]
    [InlineData(ApiVersion.V4_0, "vim.version.version5")]
    [InlineData(ApiVersion.V6_5, "vim.version.version11")]
    [InlineData(ApiVersion.V5_1, "vim.version.version8")]
    [InlineData(ApiVersion.V6_7_1, "vim.version.version13")]
    [InlineData(ApiVersion.V6_7_2, "vim.version.version14")]
    [InlineData(ApiVersion.V6_7_3, "vim.version.version15")]
    [InlineData(ApiVersion.V6_8_7, "vim.version.v6_8_7")]
    [InlineData(ApiVersion.V6_9_1, "vim.version.v6_9_1")]
    [InlineData(ApiVersion.V7_0_0_0, "vim.version.v7_0")]
    [InlineData(ApiVersion.V7_0_0_2, "vim.version.v7_0_0_2")]
    [InlineData(ApiVersion.V8_0_2_0, "vim.version.v8_0_2_0")]
    public void Versions_have_names_among_servers(ApiVersion version, string name) => Assert.Equal(name, version.InternalName());
}
