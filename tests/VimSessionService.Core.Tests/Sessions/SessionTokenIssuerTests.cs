using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public class SessionTokenIssuerTests
{
    private readonly SessionTokenIssuer _issuer = new();

    [Fact]
    public void A_token_is_40_lower_case_hexadecimal_characters() => Assert.Matches("^[0-9a-f]{40}$", _issuer.Create().Reveal());

    [Fact]
    public void A_token_shows_nothing_of_itself() => Assert.Equal("***", _issuer.Create().ToString());

    [Fact]
    public void An_issuer_knows_its_own_tokens()
    {
        var text = _issuer.Create().Reveal();
        Assert.True(_issuer.IsGenuine(new SessionToken(text)));
    }

    [Fact]
    public void Every_token_is_another_and_is_known_again_by_its_text()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(_ => _issuer.Create().Reveal())];
        Assert.Equal(100, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text => Assert.True(_issuer.IsGenuine(new SessionToken(text))));
    }

    [Fact]
    public async Task Tokens_made_at_once_are_different()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 100).Select(_ => _issuer.Create().Reveal()).ToArray(), TestContext.Current.CancellationToken)));
        Assert.Equal(800, texts.SelectMany(text => text).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_token_of_another_process_is_not_genuine() => Assert.False(_issuer.IsGenuine(new SessionTokenIssuer().Create()));

    [Theory]
    [InlineData("")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4ec")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4e")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_made_up_token_is_not_genuine(string text) => Assert.False(_issuer.IsGenuine(new SessionToken(text)));

    [Fact]
    public void Every_character_of_a_token_counts()
    {
        var text = _issuer.Create().Reveal();
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == 'a' ? 'b' : 'a';
            Assert.False(_issuer.IsGenuine(new SessionToken(new string(changed))));
        }
    }

    [Fact]
    public void A_token_has_one_spelling() => Assert.False(_issuer.IsGenuine(new SessionToken("A" + _issuer.Create().Reveal()[1..])));
}
