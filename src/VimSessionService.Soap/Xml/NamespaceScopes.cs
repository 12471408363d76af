namespace VimSessionService.Soap.Xml;

/// <summary>The namespace declarations in force, innermost last. Prefixes are places in the document.</summary>
internal sealed class NamespaceScopes
{
    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";
    private const string XmlnsUri = "http://www.w3.org/2000/xmlns/";

    /// <summary>More than any client declares at a time.</summary>
    private const int MaxDeclarations = 256;

    private (int Start, int Length, string Uri)[] _declared = new (int, int, string)[16];

    /// <summary>How many declarations are in force.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the declarations made since there were so many.</summary>
    public void Restore(int count) => Count = count;

    /// <summary>Declares a prefix; false when it cannot be bound to that.</summary>
    public bool TryDeclare(ReadOnlySpan<byte> document, int start, int length, string uri)
    {
        var prefix = document.Slice(start, length);
        var isXml = prefix.SequenceEqual("xml"u8);
        if (Count == MaxDeclarations || isXml != (uri == XmlUri) || uri == XmlnsUri || prefix.SequenceEqual("xmlns"u8) || (length > 0 && uri.Length == 0))
            return false;
        if (Count == _declared.Length)
            Array.Resize(ref _declared, Count * 2);
        _declared[Count++] = (start, length, uri);
        return true;
    }

    /// <summary>One of the declarations in force: where its prefix is, and the namespace.</summary>
    public (int Start, int Length, string Uri) this[int index] => _declared[index];

    /// <summary>Whether a declaration is that of a prefix.</summary>
    public bool IsPrefix(ReadOnlySpan<byte> document, int index, ReadOnlySpan<byte> prefix) =>
        document.Slice(_declared[index].Start, _declared[index].Length).SequenceEqual(prefix);

    /// <summary>The namespace of a prefix; null when it is not bound. The empty prefix stands for the default namespace.</summary>
    public string? Find(ReadOnlySpan<byte> document, ReadOnlySpan<byte> prefix)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            ref readonly var declared = ref _declared[i];
            if (declared.Length == prefix.Length && document.Slice(declared.Start, declared.Length).SequenceEqual(prefix))
                return declared.Uri;
        }

        return prefix.IsEmpty ? "" : prefix.SequenceEqual("xml"u8) ? XmlUri : null;
    }
}
