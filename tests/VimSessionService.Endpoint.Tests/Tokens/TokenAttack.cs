using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Endpoint.Tests.Tokens;

/// <summary>An attack on a login by token.</summary>
/// <param name="Reason">Why it is refused, as the operator reads it.</param>
/// <param name="Good">The message that it was made of, which logs in.</param>
/// <param name="Bad">The attack.</param>
/// <param name="Certificate">The certificate of the connection of both.</param>
internal sealed record TokenAttack(string Reason, string Good, string Bad, X509Certificate2? Certificate = null)
{
    /// <summary>The token that is attacked.</summary>
    public static TokenMaker Token { get; } = new();

    /// <summary>A token that somebody made for themselves.</summary>
    public static TokenMaker Evil { get; } = new() { Id = "_evil", NameId = "reader@VSPHERE.LOCAL" };

    /// <summary>An attack on a token that its issuer signed otherwise.</summary>
    public static TokenAttack Of(string reason, Func<TokenMaker, TokenMaker> change) => new(reason, Bearer(Token), Bearer(change(Token)));

    /// <summary>An attack on what the signature of a token covers.</summary>
    public static TokenAttack OfSignature(string reason, Func<SigningStyle, SigningStyle> change) =>
        Of(reason, token => token with { Style = change(token.Style) });

    /// <summary>An attack on SignedInfo, which the issuer then signs.</summary>
    public static TokenAttack OfSignedInfo(string reason, Func<string, string> change) => OfSignature(reason, style => style with { SignedInfo = change });

    /// <summary>An attack on a token after it was signed.</summary>
    public static TokenAttack OfText(string reason, Func<string, string> change) =>
        new(reason, Bearer(Token), new MessageMaker { Token = Changed(Token.Make(), change) }.Make());

    /// <summary>An attack on a message with a token.</summary>
    public static TokenAttack OfMessage(string reason, Func<MessageMaker, MessageMaker> change) =>
        new(reason, Bearer(Token), change(new MessageMaker { Token = Token.Make() }).Make());

    /// <summary>An attack on a message that the holder of a key signs.</summary>
    public static TokenAttack OfHolder(string reason, Func<MessageMaker, MessageMaker> change)
    {
        var maker = MessageMaker.HolderOfKey(Token with { Holder = TestKeys.Holder }, TestKeys.Holder);
        return new(reason, maker.Make(), change(maker).Make());
    }

    /// <summary>An attack on a message that the holder of a key signed.</summary>
    public static TokenAttack OfHolderText(string reason, Func<string, string> change)
    {
        var good = MessageMaker.HolderOfKey(Token with { Holder = TestKeys.Holder }, TestKeys.Holder).Make();
        return new(reason, good, Changed(good, change));
    }

    /// <summary>A message with a bearer token.</summary>
    public static string Bearer(TokenMaker token) => new MessageMaker { Token = token.Make() }.Make();

    /// <summary>The signature in a token.</summary>
    public static string SignatureOf(string token) =>
        token[token.IndexOf("<ds:Signature ", StringComparison.Ordinal)..(token.IndexOf("</ds:Signature>", StringComparison.Ordinal) + "</ds:Signature>".Length)];

    /// <summary>A token of an attacker's making, with a signature of somebody else's and something at its end.</summary>
    public static string EvilWith(string signature, string extra = "", string? id = null)
    {
        var unsigned = (Evil with { Extra = extra, Id = id ?? Evil.Id }).Unsigned();
        return unsigned.Replace("</saml2:Issuer>", "</saml2:Issuer>" + signature, StringComparison.Ordinal);
    }

    private static string Changed(string text, Func<string, string> change)
    {
        var changed = change(text);
        Assert.NotEqual(text, changed);
        return changed;
    }
}
