using System.Formats.Asn1;

namespace VimSessionService.Identity.Certificates;

/// <summary>Looks at the encoding of a certificate (RFC 5280): that it is whole, and that its key is of a kind and a size that is verified with.</summary>
internal static class CertificateForm
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const int FewestRsaBits = 1024;

    /// <summary>The work of a verification grows with the cube of it.</summary>
    private const int MostRsaBits = 8192;

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>What is wrong with a certificate, as the end of a sentence about it; null for nothing.</summary>
    public static string? ProblemOf(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var whole = new AsnReader(encoded, AsnEncodingRules.DER);
            var certificate = whole.ReadSequence();
            whole.ThrowIfNotEmpty();
            var content = certificate.ReadSequence();
            certificate.ReadSequence();
            certificate.ReadBitString(out _);
            certificate.ThrowIfNotEmpty();
            return ProblemOfContent(content);
        }
        catch (AsnContentException)
        {
            return "has a broken encoding";
        }
    }

    private static string? ProblemOfContent(AsnReader content)
    {
        if (content.PeekTag() == Version)
            content.ReadSequence(Version).ReadInteger();
        content.ReadIntegerBytes(); // serial number; a negative one is not allowed and does no harm
        content.ReadSequence(); // algorithm of the signature
        content.ReadSequence(); // issuer
        if (ProblemOfDates(content.ReadSequence()) is { } problem)
            return problem;
        content.ReadSequence(); // subject
        return ProblemOfKey(content.ReadSequence());
    }

    private static string? ProblemOfDates(AsnReader validity)
    {
        try
        {
            var (from, to) = (ReadTime(validity), ReadTime(validity));
            validity.ThrowIfNotEmpty();
            return to < from ? "ends before it begins" : null;
        }
        catch (AsnContentException)
        {
            return "has a date that is none";
        }
    }

    private static DateTimeOffset ReadTime(AsnReader validity) =>
        validity.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? validity.ReadUtcTime() : validity.ReadGeneralizedTime();

    private static string? ProblemOfKey(AsnReader info)
    {
        var algorithm = info.ReadSequence();
        var kind = algorithm.ReadObjectIdentifier();
        var key = info.ReadBitString(out _);
        info.ThrowIfNotEmpty();
        return kind switch
        {
            Rsa => ProblemOfRsa(key),
            EllipticCurve => ProblemOfCurve(algorithm, key),
            _ => $"has a key of the kind {kind}, which is neither RSA nor ECDSA",
        };
    }

    private static string? ProblemOfRsa(ReadOnlyMemory<byte> key)
    {
        var numbers = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        var modulus = numbers.ReadInteger();
        var exponent = numbers.ReadInteger();
        numbers.ThrowIfNotEmpty();
        if (modulus.Sign <= 0 || modulus.IsEven)
            return "has an RSA key whose modulus is none";
        var bits = modulus.GetBitLength();
        if (bits is < FewestRsaBits or > MostRsaBits)
            return $"has an RSA key of {bits} bits; from {FewestRsaBits} to {MostRsaBits} are accepted";
        return exponent.IsEven || exponent < 3 || exponent > uint.MaxValue ? "has an RSA key whose exponent is none that is in use" : null;
    }

    private static string? ProblemOfCurve(AsnReader algorithm, ReadOnlyMemory<byte> key)
    {
        if (!algorithm.HasData || !algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
            return "has an elliptic curve that is not named";
        var curve = algorithm.ReadObjectIdentifier();
        var size = curve switch
        {
            "1.2.840.10045.3.1.7" => 32,
            "1.3.132.0.34" => 48,
            "1.3.132.0.35" => 66,
            _ => 0,
        };
        if (size == 0)
            return $"has a key on the curve {curve}; P-256, P-384 and P-521 are accepted";
        return key.Length == 1 + (2 * size) && key.Span[0] == 4 ? null : "has a key that is no uncompressed point of its curve";
    }
}
