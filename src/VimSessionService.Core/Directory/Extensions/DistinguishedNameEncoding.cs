using System.Formats.Asn1;
using System.Text;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>Reads the encoding of a distinguished name (X.501).</summary>
internal static class DistinguishedNameEncoding
{
    /// <summary>Its attributes in their order; null for what is no such name.</summary>
    public static List<NameAttribute>? Read(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var found = new List<NameAttribute>();
            var names = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
            while (names.HasData)
            {
                var parts = names.ReadSetOf();
                while (parts.HasData)
                {
                    var attribute = parts.ReadSequence();
                    var type = attribute.ReadObjectIdentifier();
                    found.Add(new NameAttribute(type, ReadValue(attribute)));
                }
            }

            return found;
        }
        catch (Exception broken) when (broken is AsnContentException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The value of one attribute; null for what is none.</summary>
    public static string? ReadValue(byte[] encoded)
    {
        try
        {
            return ReadValue(new AsnReader(encoded, AsnEncodingRules.BER));
        }
        catch (Exception broken) when (broken is AsnContentException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    private static string ReadValue(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        var kind = (UniversalTagNumber)tag.TagValue;
        return tag.TagClass == TagClass.Universal && kind is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
            or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString or UniversalTagNumber.TeletexString or UniversalTagNumber.BMPString
            ? attribute.ReadCharacterString(kind)
            : "#" + Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }
}
