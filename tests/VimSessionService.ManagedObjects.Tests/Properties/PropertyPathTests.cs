using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("message", "message")]
    [InlineData("currentSession.key", "currentSession|key")]
    [InlineData("content.about.apiVersion", "content|about|apiVersion")]
    [InlineData("sessionList[\"52-a\"]", "sessionList#52-a")]
    [InlineData("sessionList['52-a'].userName", "sessionList#52-a|userName")]
    [InlineData("setting[\"config.vmacore.soap[1]\"].value", "setting#config.vmacore.soap[1]|value")]
    [InlineData("device[4000].key", "device#4000|key")]
    public void A_path_is_read_into_its_steps(string path, string steps) =>
        Assert.Equal(steps, string.Join('|', PropertyPath.Parse(path).Select(s => s.Key is null ? s.Name : $"{s.Name}#{s.Key}")));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[\"b]")]
    [InlineData("a[b")]
    [InlineData("a[\"b\"]c")]
    [InlineData("[\"b\"]")]
    public void What_is_no_path_is_InvalidProperty_by_its_whole_text(string path)
    {
        var fault = Assert.IsType<InvalidProperty>(Assert.Throws<VimFaultException>(() => PropertyPath.Parse(path)).Fault);
        Assert.Equal(path, fault.Name);
    }
}
