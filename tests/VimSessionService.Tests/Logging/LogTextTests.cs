namespace VimSessionService.Tests.Logging;

public class LogTextTests
{
    [Theory]
    [InlineData("govc/0.37.0", "govc/0.37.0")]
    [InlineData("Jörg 日本", "Jörg 日本")]
    [InlineData("a\r\nfake line\tb", "afake lineb")]
    [InlineData("\u001b[31mred\u0000\u007f", "[31mred")]
    [InlineData("a\u2028b\u2029c\u202Ed", "abcd")]
    [InlineData("a\U000E0041\U000E007Fb\uFE0Fc\u3164d\U000E0100e", "abcde")]
    [InlineData("a\U0001D173b\U000F0000c", "abc")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("", "")]
    public void What_could_forge_a_line_is_left_out(string text, string clean) => Assert.Equal(clean, LogText.Clean(text));

    [Fact]
    public void Half_a_character_is_left_out() => Assert.Equal("ab", LogText.Clean("a\uD800b"));

    [Fact]
    public void A_character_is_not_cut_in_half() =>
        Assert.Equal(LogText.MostCharacters - 1, LogText.Clean(new string('x', LogText.MostCharacters - 1) + "\U0001F600").Length);

    [Fact]
    public void A_clean_text_is_not_copied()
    {
        var text = new string('x', LogText.MostCharacters);

        Assert.Same(text, LogText.Clean(text));
    }

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(LogText.MostCharacters, LogText.Clean(new string('x', 100_000)).Length);
}
