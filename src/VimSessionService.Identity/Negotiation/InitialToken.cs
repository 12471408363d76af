using System.Formats.Asn1;
using System.Text;

namespace VimSessionService.Identity.Negotiation;

/// <summary>
/// What the first token of a client says openly: which mechanisms it offers, and for which service its ticket is (RFC 2743 §3.1,
/// RFC 4178 §4.2.1, RFC 4120 §5.5.1). It serves to tell the operator why a token was refused, and decides nothing in favour of it.
/// </summary>
internal sealed record InitialToken
{
    private const string Kerberos = "1.2.840.113554.1.2.2";
    private const string OldWindowsKerberos = "1.2.840.48018.1.2.2";
    private const string Spnego = "1.3.6.1.5.5.2";

    private static readonly Asn1Tag Framed = new(TagClass.Application, 0, isConstructed: true);
    private static readonly Asn1Tag ApRequest = new(TagClass.Application, 14, isConstructed: true);
    private static readonly Asn1Tag Ticket = new(TagClass.Application, 1, isConstructed: true);

    /// <summary>The service that the ticket is for, as <c>service/host@REALM</c>; null where no ticket was found.</summary>
    public string? Service { get; private init; }

    /// <summary>Whether Kerberos is among the mechanisms.</summary>
    public bool OffersKerberos { get; private init; }

    /// <summary>Whether it is a bare NTLM message.</summary>
    public bool IsNtlm { get; private init; }

    /// <summary>Reads what there is to be read; null of what is no such token.</summary>
    public static InitialToken? Read(ReadOnlySpan<byte> token)
    {
        if (token.StartsWith("NTLMSSP\0"u8))
            return new InitialToken { IsNtlm = true };
        try
        {
            return OfMessage(token.ToArray(), canBeOffer: true);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Reads one token; null where it is none.</summary>
    /// <param name="token">The token.</param>
    /// <param name="canBeOffer">Whether SPNEGO is looked for. It does not stand in SPNEGO, and depth in a client's hands is depth of the stack.</param>
    private static InitialToken? OfMessage(ReadOnlyMemory<byte> token, bool canBeOffer)
    {
        var reader = new AsnReader(token, AsnEncodingRules.BER);
        if (reader.PeekTag() == ApRequest)
            return OfApRequest(reader); // unframed, as of a client in the style of DCE
        // The mechanism's own part of a frame need not be ASN.1, so it is cut out by hand.
        if (reader.PeekTag() != Framed)
            return null;
        AsnDecoder.ReadEncodedValue(token.Span, AsnEncodingRules.BER, out var start, out var length, out _);
        var content = token.Slice(start, length);
        var mechanism = AsnDecoder.ReadObjectIdentifier(content.Span, AsnEncodingRules.BER, out var consumed);
        var inner = content[consumed..];
        return mechanism switch
        {
            Spnego when canBeOffer => OfSpnego(inner),
            Kerberos or OldWindowsKerberos when inner.Length > 2 => OfApRequest(new AsnReader(inner[2..], AsnEncodingRules.BER)), // after the token's id
            _ => new InitialToken(),
        };
    }

    private static InitialToken OfSpnego(ReadOnlyMemory<byte> inner)
    {
        var choice = new AsnReader(inner, AsnEncodingRules.BER).ReadSequence(Context(0)).ReadSequence();
        var offers = choice.ReadSequence(Context(0)).ReadSequence();
        var first = "";
        var offersKerberos = false;
        while (offers.HasData)
        {
            var mechanism = offers.ReadObjectIdentifier();
            if (first.Length == 0)
                first = mechanism;
            offersKerberos |= mechanism is Kerberos or OldWindowsKerberos;
        }

        if (choice.HasData && choice.PeekTag() == Context(1))
            choice.ReadEncodedValue();
        var ticket = first is Kerberos or OldWindowsKerberos && choice.HasData && choice.PeekTag() == Context(2)
            ? OfMessage(choice.ReadSequence(Context(2)).ReadOctetString(), canBeOffer: false)
            : null;
        return new InitialToken { OffersKerberos = offersKerberos, Service = ticket?.Service };
    }

    private static InitialToken OfApRequest(AsnReader message)
    {
        var request = message.ReadSequence(ApRequest).ReadSequence();
        for (var i = 0; i < 3; i++)
            request.ReadEncodedValue(); // version, type, options
        var ticket = request.ReadSequence(Context(3)).ReadSequence(Ticket).ReadSequence();
        ticket.ReadEncodedValue(); // version
        var realm = GeneralString(ticket.ReadSequence(Context(1)));
        var name = ticket.ReadSequence(Context(2)).ReadSequence();
        name.ReadEncodedValue(); // type
        var components = name.ReadSequence(Context(1)).ReadSequence();
        var parts = new List<string>();
        while (components.HasData)
            parts.Add(GeneralString(components));
        return new InitialToken { OffersKerberos = true, Service = $"{string.Join('/', parts)}@{realm}" };
    }

    private static string GeneralString(AsnReader reader)
    {
        if (reader.PeekTag() != new Asn1Tag(UniversalTagNumber.GeneralString))
            throw new AsnContentException("A name is no GeneralString.");
        var text = Encoding.UTF8.GetString(reader.PeekContentBytes().Span);
        reader.ReadEncodedValue();
        return text;
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
