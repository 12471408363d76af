using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Core.Tests.Sessions.Lifecycle;

public class ServiceMessageTests
{
    [Fact]
    public void There_is_no_message_at_first() => Assert.Equal("", new ServiceMessage().Text);

    [Fact]
    public void A_change_is_announced_and_a_repetition_is_not()
    {
        var message = new ServiceMessage("first");
        var seen = new List<string>();
        message.Changed += () => seen.Add(message.Text);
        message.Text = "maintenance\nat noon";
        message.Text = "maintenance\nat noon";
        Assert.Equal("maintenance\nat noon", message.Exchange(""));
        Assert.Equal(["maintenance\nat noon", ""], seen);
    }
}
