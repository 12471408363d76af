using System.Numerics;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.WsSecurity;

/// <summary>Of an ECDSA signature anybody can make another of the same; it makes no other message of the message.</summary>
public sealed class EllipticReplayTests
{
    /// <summary>The order of the curve P-256 (SEC 2, 2.4.2).</summary>
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_signature_turned_about_does_not_let_a_message_in_twice()
    {
        var style = new SigningStyle { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" };
        var maker = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.EllipticHolder }, TestKeys.EllipticHolder) with { Style = style };
        var message = maker.Make();
        var start = message.LastIndexOf("SignatureValue>", message.LastIndexOf("</ds:SignatureValue>", StringComparison.Ordinal), StringComparison.Ordinal) + "SignatureValue>".Length;
        var end = message.IndexOf('<', start);
        var value = Convert.FromBase64String(message[start..end]);
        var turned = (Order - new BigInteger(value.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var other = message[..start] + Convert.ToBase64String([.. value.AsSpan(0, 32), .. new byte[32 - turned.Length], .. turned]) + message[end..];

        Assert.Equal("Administrator", new Verifying().Validate(other).Name.Name);
        var verifying = new Verifying();
        verifying.Validate(message);
        Assert.Equal("the signed message came before", verifying.Refusal(other));
    }
}
