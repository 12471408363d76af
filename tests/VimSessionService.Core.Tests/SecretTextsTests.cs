namespace VimSessionService.Core.Tests;

public sealed class SecretTextsTests
{
    private const string Token = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData(Token, "***")]
    [InlineData($"no object Folder:{Token} is there", "no object Folder:*** is there")]
    [InlineData("cst-VCT-52a-b--tp-AA-BB, twice: VCT-1", "***, twice: ***")]
    [InlineData("52773cd3-35c6-b40a-17f1-fe664a9f08f3", "52773cd3-35c6-b40a-17f1-fe664a9f08f3")] // the key of a session is public
    [InlineData(Token + "0", Token + "0")]
    [InlineData("x" + Token, "x" + Token)]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567", "0123456789ABCDEF0123456789ABCDEF01234567")] // a token is in lower case
    [InlineData("", "")]
    public void Tokens_and_tickets_are_replaced_and_nothing_else(string text, string clean)
    {
        Assert.Equal(clean, SecretTexts.Clean(text));
        Assert.Equal(clean != text, SecretTexts.IsIn(text));
    }

    [Fact]
    public void A_text_without_secrets_is_not_copied()
    {
        var text = new string('a', 100);
        Assert.Same(text, SecretTexts.Clean(text));
    }
}
