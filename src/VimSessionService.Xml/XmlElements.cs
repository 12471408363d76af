using System.Buffers;

namespace VimSessionService.Xml;

/// <summary>Finds where elements end in XML that is known to be well-formed: tags are counted, and not read.</summary>
internal static class XmlElements
{
    private static readonly SearchValues<byte> TagStops = SearchValues.Create(">\"'"u8);

    /// <summary>How long the rest of an element is, from after its start tag to after its end tag.</summary>
    /// <param name="rest">What comes after the start tag.</param>
    public static int LengthOf(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        for (var depth = 1; depth > 0;)
        {
            at += rest[at..].IndexOf((byte)'<') + 1;
            switch (rest[at])
            {
                case (byte)'/':
                    depth--;
                    at += rest[at..].IndexOf((byte)'>') + 1;
                    break;
                case (byte)'?':
                    at += rest[at..].IndexOf("?>"u8) + 2;
                    break;
                case (byte)'!' when rest[at..].StartsWith("!--"u8):
                    at += 3;
                    at += rest[at..].IndexOf("-->"u8) + 3;
                    break;
                case (byte)'!':
                    at += rest[at..].IndexOf("]]>"u8) + 3;
                    break;
                default:
                    at += TagLength(rest[at..], out var isEmpty);
                    depth += isEmpty ? 0 : 1;
                    break;
            }
        }

        return at;
    }

    /// <summary>How long a start tag is, from after its angle bracket on. In the values of attributes there may be others.</summary>
    private static int TagLength(ReadOnlySpan<byte> tag, out bool isEmpty)
    {
        var at = 0;
        while (true)
        {
            at += tag[at..].IndexOfAny(TagStops);
            var stop = tag[at++];
            if (stop == '>')
            {
                isEmpty = tag[at - 2] == '/';
                return at;
            }

            at += tag[at..].IndexOf(stop) + 1;
        }
    }
}
