using System.Formats.Asn1;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Identity.Tests.Negotiation;

/// <summary>The first token of a negotiation. It measures time, and so runs by itself.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InitialTokenTests
{
    public const string Name = "initial tokens";

    private const string Kerberos = "1.2.840.113554.1.2.2";
    private const string WindowsKerberos = "1.2.840.48018.1.2.2";
    private const string Spnego = "1.3.6.1.5.5.2";
    private const string Ntlm = "1.3.6.1.4.1.311.2.2.10";
    private const string Service = "host/vc.example.test@EXAMPLE.TEST";

    [Fact]
    public void A_Kerberos_token_names_the_service_of_its_ticket()
    {
        Assert.Equal(Service, InitialToken.Read(Framed(Kerberos, [1, 0, .. ApRequest()]))?.Service);
        Assert.Equal(Service, InitialToken.Read(ApRequest())?.Service);
    }

    [Theory]
    [InlineData(Kerberos)]
    [InlineData(WindowsKerberos)]
    public void So_does_one_within_SPNEGO(string mechanism)
    {
        var token = InitialToken.Read(Framed(Spnego, Offer([mechanism, Ntlm], Framed(Kerberos, [1, 0, .. ApRequest()]))));
        Assert.Equal((Service, true), (token?.Service, token?.OffersKerberos));
    }

    [Fact]
    public void An_offer_without_Kerberos_is_seen()
    {
        Assert.False(InitialToken.Read(Framed(Spnego, Offer([Ntlm], "NTLMSSP\0"u8.ToArray())))?.OffersKerberos);
        Assert.True(InitialToken.Read("NTLMSSP\0\u0001\0\0\0"u8)?.IsNtlm);
        // Its token is for the first mechanism, so nothing of it is taken for a ticket.
        var token = InitialToken.Read(Framed(Spnego, Offer([Ntlm, Kerberos], [1, 2, 3])));
        Assert.Equal((null, true), (token?.Service, token?.OffersKerberos));
    }

    [Fact]
    public void SPNEGO_within_SPNEGO_is_not_followed()
    {
        var nested = Framed(Spnego, Offer([Kerberos], Framed(Kerberos, [1, 0, .. ApRequest()])));
        for (var depth = 0; depth < 200; depth++)
            nested = Framed(Spnego, Offer([Kerberos], nested));
        var token = InitialToken.Read(nested);
        Assert.Equal((null, true), (token?.Service, token?.OffersKerberos));
    }

    [Theory]
    [InlineData("mechanisms", 1_000)]
    [InlineData("characters of a mechanism", 10_000)]
    [InlineData("levels", 300)]
    [InlineData("bytes of a token", 10_000)]
    public void Reading_takes_time_and_memory_in_proportion_to_the_token(string what, int n)
    {
        Testing.Growth.AssertLinear(what, Token, static token => InitialToken.Read(token), n);
        var large = Token(4 * n);
        Testing.Growth.AssertMemory(what, large.Length, 60, () => InitialToken.Read(large), constant: 10_000);

        byte[] Token(int size) => what switch
        {
            "mechanisms" => Framed(Spnego, Offer([.. Enumerable.Repeat(Ntlm, size)], [1, 2, 3])),
            "characters of a mechanism" => Framed("1.2" + string.Concat(Enumerable.Repeat(".1", size)), [1, 2, 3]),
            "levels" => Enumerable.Range(0, size).Aggregate(ApRequest(), static (inner, _) => Framed(Spnego, Offer([Kerberos], inner))),
            _ => Framed(Spnego, Offer([Kerberos], new byte[size])),
        };
    }

    [Fact]
    public void Any_change_and_any_end_is_survived()
    {
        var whole = Framed(Spnego, Offer([Kerberos], Framed(Kerberos, [1, 0, .. ApRequest()])));
        for (var i = 0; i < whole.Length; i++)
        {
            InitialToken.Read(whole.AsSpan(0, i));
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])whole.Clone();
                changed[i] ^= (byte)(1 << bit);
                InitialToken.Read(changed);
            }
        }

        Assert.Equal(Service, InitialToken.Read(whole)?.Service);
        Assert.Null(InitialToken.Read("garbage"u8));
        Assert.Null(InitialToken.Read([]));
    }

    private static byte[] Framed(string mechanism, byte[] inner)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(mechanism);
        byte[] content = [.. writer.Encode(), .. inner];
        return content.Length < 128 ? [0x60, (byte)content.Length, .. content] : [0x60, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content];
    }

    private static byte[] Offer(string[] mechanisms, byte[] token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Context(0)))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Context(0)))
            using (writer.PushSequence())
            {
                foreach (var mechanism in mechanisms)
                    writer.WriteObjectIdentifier(mechanism);
            }

            using (writer.PushSequence(Context(2)))
                writer.WriteOctetString(token);
        }

        return writer.Encode();
    }

    private static byte[] ApRequest()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 14)))
        using (writer.PushSequence())
        {
            Number(writer, 0, 5);
            Number(writer, 1, 14);
            using (writer.PushSequence(Context(2)))
                writer.WriteBitString([0, 0, 0, 0]);
            using (writer.PushSequence(Context(3)))
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, 1)))
            using (writer.PushSequence())
            {
                Number(writer, 0, 5);
                using (writer.PushSequence(Context(1)))
                    Text(writer, "EXAMPLE.TEST");
                using (writer.PushSequence(Context(2)))
                using (writer.PushSequence())
                {
                    Number(writer, 0, 3);
                    using (writer.PushSequence(Context(1)))
                    using (writer.PushSequence())
                    {
                        Text(writer, "host");
                        Text(writer, "vc.example.test");
                    }
                }

                Number(writer, 3, 0);
            }
        }

        return writer.Encode();
    }

    private static void Number(AsnWriter writer, int tag, int value)
    {
        using (writer.PushSequence(Context(tag)))
            writer.WriteInteger(value);
    }

    private static void Text(AsnWriter writer, string text) =>
        writer.WriteEncodedValue([0x1b, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)]);

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);
}
