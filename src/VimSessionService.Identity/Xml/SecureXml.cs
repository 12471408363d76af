using System.Text;
using System.Xml;
using VimSessionService.Core.Federation;

namespace VimSessionService.Identity.Xml;

/// <summary>Reads a hostile document: no document type, nothing fetched, size and depth bounded, every blank kept as signatures need it.</summary>
internal static class SecureXml
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document.</summary>
    /// <exception cref="ProofRefusedException">It is not well formed, or goes beyond a bound.</exception>
    public static XmlDocument Load(ReadOnlyMemory<byte> utf8)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var text = new StringReader(Utf8.GetString(utf8.Span).TrimStart('\uFEFF'));
            using var reader = new BoundedReader(text, document.NameTable);
            document.Load(reader);
            return document;
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException)
        {
            throw new ProofRefusedException("the document is not well-formed XML within bounds");
        }
    }

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private sealed class BoundedReader : XmlTextReader
    {
        public BoundedReader(TextReader text, XmlNameTable names)
            : base(text, names)
        {
            DtdProcessing = DtdProcessing.Prohibit;
            XmlResolver = null;
            Normalization = true;
            WhitespaceHandling = WhitespaceHandling.All;
        }

        public override bool Read()
        {
            var read = base.Read();
            return Depth <= MaxDepth ? read : throw new XmlException("too deep");
        }
    }
}
