using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>
/// Makes what stands for a text: the same for the same text, whatever its case, and another one with another key. Who does not know the key cannot find out whether a replacement is that
/// of a text.
/// </summary>
/// <param name="key">The key.</param>
internal sealed class ReplacementKey(byte[] key)
{
    /// <summary>How many hexadecimal digits a name has: so many that a million of names have no two alike.</summary>
    private const int Digits = 12;

    /// <summary>A key that nobody knows.</summary>
    public static ReplacementKey Random() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>The bytes that follow from a text.</summary>
    /// <param name="kind">What the text is.</param>
    /// <param name="text">The text.</param>
    public byte[] Bytes(string kind, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}:{text.ToLowerInvariant()}"));

    /// <summary>A name such as <c>name-0123456789ab</c>, which may stand in paths, as the name of a host and in references.</summary>
    public string Name(string prefix, string text) => $"{prefix}-{Convert.ToHexStringLower(Bytes(prefix, text))[..Digits]}";

    /// <summary>A text of the same form, with other hexadecimal digits: a UUID, the identifier of a disk, a thumbprint. The form does not count, so that a UUID is replaced alike in each.</summary>
    public string Digit(string text)
    {
        var digits = Convert.ToHexStringLower(Bytes("id", string.Concat(text.Where(char.IsAsciiHexDigit))));
        var next = 0;
        return string.Create(text.Length, text, (span, original) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var isDigit = char.IsAsciiHexDigit(original[i]);
                var digit = isDigit ? digits[next++ % digits.Length] : original[i];
                span[i] = isDigit && char.IsAsciiLetterUpper(original[i]) ? char.ToUpperInvariant(digit) : digit;
            }
        });
    }

    /// <summary>
    /// Another address: no two addresses become the same one, and two that have their first bits in common have them in common still, so that networks stay together. The first byte of an
    /// address stays, and so does what makes an address a private one.
    /// </summary>
    public uint Address(uint address)
    {
        var first = (address >> 24, (address >> 16) & 0xFF) switch
        {
            (172, >= 16 and < 32) => 12,
            (192, 168) => 16,
            _ => 8,
        };
        var changed = address;
        for (var bit = first; bit < 32; bit++)
        {
            var prefix = address >> (32 - bit);
            if ((Bytes("ip", $"{bit}/{prefix}")[0] & 1) != 0)
                changed ^= 1u << (31 - bit);
        }

        return changed;
    }
}
