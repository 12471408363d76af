using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>Finds identifiers by their form: UUIDs, identifiers of disks and volumes, thumbprints, MAC addresses, IP addresses, e-mail addresses and names of users with their domains.</summary>
internal static partial class Patterns
{
    /// <summary>A text of 64 MiB takes less.</summary>
    private const int Timeout = 60_000;

    /// <summary>Finds identifiers. Each alternative has a bounded length.</summary>
    public static MatchCollection Find(string text) => Identifier().Matches(text);

    /// <summary>What stands for an identifier.</summary>
    /// <param name="key">Makes replacements.</param>
    /// <param name="names">Replaces names of users and domains.</param>
    /// <param name="match">The identifier.</param>
    public static string Replace(ReplacementKey key, NameTable names, Match match)
    {
        var text = match.Value;
        if (match.Groups["mac"].Success)
            return MacOf(key, text);
        if (match.Groups["ip4"].Success)
            return Ip4Of(key, text);
        if (match.Groups["ip6"].Success)
            return Ip6Of(key, text);
        if (match.Groups["mail"].Success && text.IndexOf('@', StringComparison.Ordinal) is var at)
            return $"{names.NameOf(text[..at])}@{names.HostOf(text[(at + 1)..])}";
        return match.Groups["disk"].Success && text.IndexOf('.', StringComparison.Ordinal) is var dot ? text[..(dot + 1)] + key.Digit(text[(dot + 1)..]) : key.Digit(text);
    }

    /// <summary>An address that is administered locally.</summary>
    private static string MacOf(ReplacementKey key, string text)
    {
        var bytes = key.Bytes("mac", string.Concat(text.Where(char.IsAsciiHexDigit)));
        var isUpper = text.Any(char.IsAsciiLetterUpper);
        return string.Join(text[2], bytes[..6].Select((value, i) => (i == 0 ? 0x02 : value).ToString(isUpper ? "X2" : "x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>Masks, this machine, link-local and multicast addresses stay.</summary>
    private static string Ip4Of(ReplacementKey key, string text)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetwork)
            return text;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        if (bytes[0] is 0 or 127 or >= 224 || (bytes[0] == 169 && bytes[1] == 254))
            return text;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, key.Address(BinaryPrimitives.ReadUInt32BigEndian(bytes)));
        return new IPAddress(bytes).ToString();
    }

    /// <summary>A unique local address, or one of the link.</summary>
    private static string Ip6Of(ReplacementKey key, string text)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any))
            return text;
        var bytes = key.Bytes("ip6", address.ToString())[..16];
        (bytes[0], bytes[1]) = address.IsIPv6LinkLocal ? ((byte)0xfe, (byte)0x80) : ((byte)0xfd, bytes[1]);
        if (address.IsIPv6LinkLocal)
            Array.Clear(bytes, 2, 6);
        return new IPAddress(bytes).ToString();
    }

    [GeneratedRegex(
        """
        (?<![0-9A-Za-z])(?:
          (?<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
            |[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}
            |[0-9a-f]{32}
            |(?:[0-9a-f]{2}\ ){7}[0-9a-f]{2}[-\ ](?:[0-9a-f]{2}\ ){7}[0-9a-f]{2}
            |(?:[0-9a-f]{2}:){15,31}[0-9a-f]{2})
          |(?<mac>(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2})(?![:-][0-9a-f])
          |(?<disk>(?:naa|eui|vml|t10|nqn)\.[0-9a-z_.:-]{8,256})
          |(?<mail>[\w.+-]{1,64}@[0-9a-z](?:[0-9a-z.-]{0,250}[0-9a-z])?)
          |(?<ip4>[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?!\.?[0-9])
          |(?<ip6>(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}|[0-9a-f]{1,4}::[0-9a-f]{1,4})
        )(?![0-9A-Za-z])
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        Timeout)]
    private static partial Regex Identifier();
}
