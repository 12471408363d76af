using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tests.Contracts;

namespace VimSessionService.Core.Tests.Sessions;

public class SessionTokenIssuerTests
{
    private readonly SessionTokenIssuer _issuer = new();

    [Fact]
    public void A_token_is_40_lower_case_hexadecimal_characters() => Assert.Matches("^[0-9a-f]{40}$", _issuer.Create(World.Client.Address).Reveal());

    [Fact]
    public void A_token_shows_nothing_of_itself() => Assert.Equal("***", _issuer.Create(World.Client.Address).ToString());

    [Fact]
    public void An_issuer_knows_its_own_tokens()
    {
        var text = _issuer.Create(World.Client.Address).Reveal();
        Assert.NotNull(_issuer.AgeOf(new SessionToken(text), World.Client.Address));
    }

    [Fact]
    public void Every_token_is_another_and_is_known_again_by_its_text()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(_ => _issuer.Create(World.Client.Address).Reveal())];
        Assert.Equal(100, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text => Assert.NotNull(_issuer.AgeOf(new SessionToken(text), World.Client.Address)));
    }

    [Fact]
    public async Task Tokens_made_at_once_are_different()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 100).Select(_ => _issuer.Create(World.Client.Address).Reveal()).ToArray(), TestContext.Current.CancellationToken)));
        Assert.Equal(800, texts.SelectMany(text => text).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_token_of_another_process_is_not_genuine() => Assert.Null(_issuer.AgeOf(new SessionTokenIssuer().Create(World.Client.Address), World.Client.Address));

    [Theory]
    [InlineData("")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4ec")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4e")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_made_up_token_is_not_genuine(string text) => Assert.Null(_issuer.AgeOf(new SessionToken(text), World.Client.Address));

    [Fact]
    public void Every_character_of_a_token_counts()
    {
        var text = _issuer.Create(World.Client.Address).Reveal();
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == 'a' ? 'b' : 'a';
            Assert.Null(_issuer.AgeOf(new SessionToken(new string(changed)), World.Client.Address));
        }
    }

    [Fact]
    public void A_token_has_one_spelling() => Assert.Null(_issuer.AgeOf(new SessionToken("A" + _issuer.Create(World.Client.Address).Reveal()[1..]), World.Client.Address));

    [Fact]
    public void After_a_change_of_keys_the_tokens_of_the_last_key_are_known_and_no_older_ones()
    {
        var key = new RotatingKey();
        var issuer = new SessionTokenIssuer(key: key);
        var first = issuer.Create(World.Client.Address);
        key.Rotate();
        var second = issuer.Create(World.Client.Address);
        Assert.NotNull(issuer.AgeOf(first, World.Client.Address));
        Assert.NotNull(issuer.AgeOf(second, World.Client.Address));
        key.Rotate();
        Assert.Null(issuer.AgeOf(first, World.Client.Address));
        Assert.NotNull(issuer.AgeOf(second, World.Client.Address));
    }

    [Fact]
    public void A_key_that_is_too_short_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new SessionTokenIssuer(key: new ShortKey()).Create(World.Client.Address));

    private sealed class ShortKey : ISessionTokenKey
    {
        public SessionTokenKeys Current { get; } = new(new byte[SessionTokenKeys.MinLength - 1], []);
    }
}
