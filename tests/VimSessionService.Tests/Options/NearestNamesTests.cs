using VimSessionService.Core;

namespace VimSessionService.Tests.Options;

public class NearestNamesTests
{
    private static readonly string[] Known = ["--listen", "--tls", "--username", "--users-file", "--max-sessions"];

    [Theory]
    [InlineData("--lissten", "--listen")]
    [InlineData("--LISTEN", "--listen")]
    [InlineData("--lsiten", "--listen")]
    [InlineData("--user-name", "--username")]
    [InlineData("--max-session", "--max-sessions")]
    public void A_name_with_a_slip_is_recognised(string name, string meant) => Assert.Equal(meant, NearestNames.Find(name, Known)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("--completely-different")]
    public void A_name_far_from_all_is_like_none(string name)
    {
        Assert.Empty(NearestNames.Find(name, Known));
        Assert.Equal("", NearestNames.Hint(name, Known));
    }

    [Fact]
    public void A_hint_names_at_most_three() => Assert.Equal(" Did you mean a1, a2 or a3?", NearestNames.Hint("a", ["a1", "a2", "a3", "a4"]));

    [Fact]
    public void A_name_of_any_length_costs_little() => Assert.Empty(NearestNames.Find(new string('x', 1_000_000), Known));
}
