using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Certificates as anybody can write them into a message: everything about them is right but one thing.</summary>
internal static class UnsoundCertificates
{
    private const string RsaKind = "1.2.840.113549.1.1.1";
    private const string CurveKind = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";

    private static readonly BigInteger Modulus = new(TestKeys.Holder.GetRSAPublicKey()!.ExportParameters(false).Modulus!, isUnsigned: true, isBigEndian: true);
    private static readonly byte[] Point = TestKeys.EllipticHolder.GetPublicKey();

    /// <summary>Each kind, with its encoding and a part of the reason that the log has.</summary>
    public static Dictionary<string, (Func<byte[]> Make, string Reason)> Kinds { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = (() => [], "is none"),
        ["text"] = (() => "certificate"u8.ToArray(), "is none"),
        ["cut off"] = (() => Make()[..^40], "is none"),
        ["too large"] = (() => [.. Make(), .. new byte[20_000]], "is larger than 16384 bytes"),
        ["DSA key"] = (() => Make(key: Key("1.2.840.10040.4.1", w => w.WriteNull(), w => w.WriteInteger(5))), "neither RSA nor ECDSA"),
        ["Ed25519 key"] = (() => Make(key: KeyInfo("1.3.101.112", null, new byte[32])), "neither RSA nor ECDSA"),
        ["RSA-PSS key"] = (() => Make(key: Rsa(Modulus, 65537, "1.2.840.113549.1.1.10")), "neither RSA nor ECDSA"),
        ["key of an unknown kind"] = (() => Make(key: KeyInfo("1.2.3.4", null, [1, 2, 3])), "neither RSA nor ECDSA"),
        ["RSA of 512 bits"] = (() => Make(key: Rsa((BigInteger.One << 511) + 1, 65537)), "512 bits"),
        ["RSA of 32768 bits"] = (() => Make(key: Rsa((BigInteger.One << 32767) + 1, 65537)), "32768 bits"),
        ["RSA with an even modulus"] = (() => Make(key: Rsa(Modulus - 1, 65537)), "modulus"),
        ["RSA with a negative modulus"] = (() => Make(key: Rsa(-Modulus, 65537)), "modulus"),
        ["RSA with the exponent 1"] = (() => Make(key: Rsa(Modulus, 1)), "exponent"),
        ["RSA with an even exponent"] = (() => Make(key: Rsa(Modulus, 65536)), "exponent"),
        ["RSA with a huge exponent"] = (() => Make(key: Rsa(Modulus, (BigInteger.One << 2000) + 1)), "exponent"),
        ["RSA without an exponent"] = (() => Make(key: Key(RsaKind, w => w.WriteNull(), w => w.WriteInteger(Modulus))), "broken encoding"),
        ["RSA that is garbage"] = (() => Make(key: KeyInfo(RsaKind, w => w.WriteNull(), [0xFF, 0xFF, 0xFF])), "broken encoding"),
        ["unknown curve"] = (() => Make(key: KeyInfo(CurveKind, w => w.WriteObjectIdentifier("1.3.132.0.10"), Point)), "1.3.132.0.10"),
        ["curve by explicit parameters"] = (() => Make(key: KeyInfo(CurveKind, w =>
        {
            using (w.PushSequence())
                w.WriteInteger(1);
        }, Point)), "not named"),
        ["curve without a name"] = (() => Make(key: KeyInfo(CurveKind, null, Point)), "not named"),
        ["point at infinity"] = (() => Make(key: Curve([0])), "no uncompressed point"),
        ["compressed point"] = (() => Make(key: Curve([2, .. Point[1..33]])), "no uncompressed point"),
        ["point beside its curve"] = (() => Make(key: Curve([.. Point[..^1], (byte)(Point[^1] ^ 1)])), "cannot be read"),
        ["empty dates"] = (() => Make(dates: w =>
        {
            w.WriteEncodedValue([0x17, 0]);
            w.WriteEncodedValue([0x17, 0]);
        }), "a date that is none"),
        ["garbage for dates"] = (() => Make(dates: w =>
        {
            w.WriteEncodedValue([0x17, 13, .. "99139945ZZZZZ"u8]);
            w.WriteEncodedValue([0x18, 4, .. "soon"u8]);
        }), "a date that is none"),
        ["dates of no month"] = (() => Make(dates: w =>
        {
            w.WriteEncodedValue([0x17, 13, .. "241301000000Z"u8]);
            w.WriteEncodedValue([0x17, 13, .. "251301000000Z"u8]);
        }), "a date that is none"),
        ["dates with an offset"] = (() => Make(dates: w =>
        {
            w.WriteEncodedValue([0x17, 17, .. "240101000000+0100"u8]);
            w.WriteEncodedValue([0x17, 17, .. "250101000000+0100"u8]);
        }), "a date that is none"),
        ["end before beginning"] = (() => Make(dates: w =>
        {
            w.WriteUtcTime(TestKeys.Now.AddDays(1));
            w.WriteUtcTime(TestKeys.Now.AddDays(-1));
        }), "ends before it begins"),
        ["one date"] = (() => Make(dates: w => w.WriteUtcTime(TestKeys.Now)), "is none"),
        ["no key"] = (() => Make(key: w => w.WriteNull()), "is none"),
        ["garbage for a name"] = (() => Make(name: w => w.WriteEncodedValue([0x31, 4, 0x30, 2, 0x06, 0])), ""),
    };

    /// <summary>What is odd and can be used all the same.</summary>
    public static Dictionary<string, Func<byte[]>> Odd { get; } = new(StringComparer.Ordinal)
    {
        ["negative serial number"] = () => Make(serial: -5),
        ["no serial number to speak of"] = () => Make(serial: 0),
        ["for ever"] = () => Make(dates: w =>
        {
            w.WriteUtcTime(TestKeys.Now.AddDays(-1));
            w.WriteGeneralizedTime(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        }),
        ["since ever"] = () => Make(dates: w =>
        {
            w.WriteGeneralizedTime(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero));
            w.WriteUtcTime(TestKeys.Now.AddDays(1));
        }),
        ["no name"] = () => Make(name: _ => { }),
    };

    /// <summary>A certificate of the holder's key, with parts replaced. Its own signature is none.</summary>
    public static byte[] Make(BigInteger? serial = null, Action<AsnWriter>? name = null, Action<AsnWriter>? dates = null, Action<AsnWriter>? key = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
                    writer.WriteInteger(2);
                writer.WriteInteger(serial ?? 1);
                WriteSignatureAlgorithm(writer);
                WriteName(writer, name);
                using (writer.PushSequence())
                {
                    (dates ?? (w =>
                    {
                        w.WriteUtcTime(TestKeys.Now.AddDays(-1));
                        w.WriteUtcTime(TestKeys.Now.AddDays(1));
                    }))(writer);
                }

                WriteName(writer, name);
                (key ?? Rsa(Modulus, 65537))(writer);
            }

            WriteSignatureAlgorithm(writer);
            writer.WriteBitString(new byte[256]);
        }

        return writer.Encode();
    }

    private static void WriteSignatureAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.1.11");
            writer.WriteNull();
        }
    }

    private static void WriteName(AsnWriter writer, Action<AsnWriter>? name)
    {
        if (name is null)
        {
            writer.WriteEncodedValue(new X500DistinguishedName("CN=unsound").RawData);
            return;
        }

        using (writer.PushSequence())
            name(writer);
    }

    private static Action<AsnWriter> Rsa(BigInteger modulus, BigInteger exponent, string kind = RsaKind) => Key(kind, w => w.WriteNull(), w =>
    {
        using (w.PushSequence())
        {
            w.WriteInteger(modulus);
            w.WriteInteger(exponent);
        }
    });

    private static Action<AsnWriter> Curve(byte[] point) => KeyInfo(CurveKind, w => w.WriteObjectIdentifier(P256), point);

    private static Action<AsnWriter> Key(string kind, Action<AsnWriter>? parameters, Action<AsnWriter> key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        key(writer);
        return KeyInfo(kind, parameters, writer.Encode());
    }

    private static Action<AsnWriter> KeyInfo(string kind, Action<AsnWriter>? parameters, byte[] key) => w =>
    {
        using (w.PushSequence())
        {
            using (w.PushSequence())
            {
                w.WriteObjectIdentifier(kind);
                parameters?.Invoke(w);
            }

            w.WriteBitString(key);
        }
    };
}
