using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Assertions;

/// <summary>
/// The text of an assertion in the making, written so that it is in canonical form but for the declarations which exclusive
/// canonicalization leaves out. These are noted, so that the digest is computed from the text itself, without a document.
/// </summary>
internal sealed class AssertionText
{
    /// <summary>Printable ASCII that is escaped nowhere, which nearly every value consists of.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Except("&<>\"")]);

    private readonly StringBuilder _text = new(6 * 1024);
    private readonly List<Range> _leftOut = [];
    private int _signatureAt = -1;

    /// <summary>Adds markup as it stands, in canonical form.</summary>
    public AssertionText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Adds markup that canonicalization leaves out: a declaration that no name uses.</summary>
    public AssertionText LeftOut(string markup)
    {
        _leftOut.Add(_text.Length..(_text.Length + markup.Length));
        _text.Append(markup);
        return this;
    }

    /// <summary>Adds an attribute, before those whose names sort after its own.</summary>
    public AssertionText Attribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        Escape(value, inAttribute: true);
        _text.Append('"');
        return this;
    }

    /// <summary>Adds an attribute with a time.</summary>
    public AssertionText Attribute(string name, DateTimeOffset time) => Attribute(name, StsTime.Format(time));

    /// <summary>Adds an attribute with a number.</summary>
    public AssertionText Attribute(string name, int number) => Attribute(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds character data.</summary>
    public AssertionText Text(string value)
    {
        Escape(value, inAttribute: false);
        return this;
    }

    /// <summary>Notes that the signature will stand here.</summary>
    public AssertionText PlaceOfSignature()
    {
        _signatureAt = _text.Length;
        return this;
    }

    /// <summary>The digest of the canonical form, without the signature.</summary>
    public byte[] Digest(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var text = _text.ToString();
        var at = 0;
        foreach (var range in _leftOut)
        {
            Append(hash, text.AsSpan(at, range.Start.Value - at));
            at = range.End.Value;
        }

        Append(hash, text.AsSpan(at));
        return hash.GetHashAndReset();
    }

    /// <summary>The whole, with its signature.</summary>
    public string Sign(string signature) => _text.Insert(_signatureAt, signature).ToString();

    private static void Append(IncrementalHash hash, ReadOnlySpan<char> text) => hash.AppendData(Utf8(text));

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>As canonical XML escapes. What XML cannot hold is replaced, as a configured name may be anything.</summary>
    private void Escape(string value, bool inAttribute)
    {
        if (!value.AsSpan().ContainsAnyExcept(Plain))
        {
            _text.Append(value);
            return;
        }

        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>' when !inAttribute: _text.Append("&gt;"); break;
                case '"' when inAttribute: _text.Append("&quot;"); break;
                case '\t' when inAttribute: _text.Append("&#x9;"); break;
                case '\n' when inAttribute: _text.Append("&#xA;"); break;
                case '\r': _text.Append("&#xD;"); break;
                default: _text.Append(IsAllowed(rune.Value) ? rune.ToString() : "\uFFFD"); break;
            }
        }
    }

    private static bool IsAllowed(int value) => value is >= 0x20 and not 0xFFFE and not 0xFFFF or '\t' or '\n';
}
