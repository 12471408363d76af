using System.Runtime.InteropServices;

namespace VimSessionService.Xml;

/// <summary>A place in a document as expat counts: lines from 1, columns in characters from 0. It is worked out when an error is reported, and never before.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct XmlPlace(int Line, int Column)
{
    /// <summary>The beginning of a document.</summary>
    public static XmlPlace Beginning => new(1, 0);

    /// <summary>The place after some more of the document.</summary>
    public XmlPlace After(ReadOnlySpan<byte> passed)
    {
        var (line, column) = this;
        for (var i = 0; i < passed.Length; i++)
        {
            var value = passed[i];
            if (value == '\n' || (value == '\r' && (i + 1 == passed.Length || passed[i + 1] != '\n')))
                (line, column) = (line + 1, 0);
            else if (value != '\r' && (value & 0xC0) != 0x80)
                column++;
        }

        return new XmlPlace(line, column);
    }

    /// <inheritdoc/>
    public override string ToString() => $"at line {Line}, column {Column}";
}
