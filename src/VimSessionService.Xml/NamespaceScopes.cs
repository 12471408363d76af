namespace VimSessionService.Xml;

/// <summary>
/// The namespace declarations in force, innermost last. Prefixes are places in the document. A few declarations are searched one by one,
/// many by a hash table, so that the time to find a prefix does not grow with their number.
/// </summary>
/// <param name="max">How many declarations may be in force at a time.</param>
internal sealed class NamespaceScopes(int max)
{
    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";
    private const string XmlnsUri = "http://www.w3.org/2000/xmlns/";

    /// <summary>So many declarations are searched one by one.</summary>
    private const int Few = 16;

    private Declaration[] _declared = new Declaration[Few];

    /// <summary>For each hash of a prefix the declaration met last, counted from 1; 0 for none. Made when there are more than a few.</summary>
    private int[] _buckets = [];

    /// <summary>How many of the declarations are in the table.</summary>
    private int _indexed;

    /// <summary>How many declarations are in force.</summary>
    public int Count { get; private set; }

    /// <summary>One of the declarations in force: where its prefix is, and the namespace.</summary>
    public XmlScope this[int index] => new(_declared[index].Start, _declared[index].Length, _declared[index].Uri);

    /// <summary>Forgets the declarations made since there were so many.</summary>
    public void Restore(int count)
    {
        Count = count;
        for (; _indexed > count; _indexed--)
        {
            ref readonly var declared = ref _declared[_indexed - 1];
            _buckets[declared.Bucket] = declared.Earlier;
        }
    }

    /// <summary>Declares a prefix; false when it cannot be bound to that, or when there are too many.</summary>
    public bool TryDeclare(ReadOnlySpan<byte> document, int start, int length, string uri)
    {
        var prefix = document.Slice(start, length);
        var isXml = prefix.SequenceEqual("xml"u8);
        if (Count == max || isXml != (uri == XmlUri) || uri == XmlnsUri || prefix.SequenceEqual("xmlns"u8) || (length > 0 && uri.Length == 0))
            return false;
        if (Count == _declared.Length)
            Array.Resize(ref _declared, Count * 2);
        _declared[Count++] = new Declaration { Start = start, Length = length, Uri = uri };
        return true;
    }

    /// <summary>The namespace of a prefix; null when it is not bound. The empty prefix stands for the default namespace.</summary>
    public string? Find(ReadOnlySpan<byte> document, ReadOnlySpan<byte> prefix)
    {
        var index = IndexOf(document, prefix);
        return index >= 0 ? _declared[index].Uri : prefix.IsEmpty ? "" : prefix.SequenceEqual("xml"u8) ? XmlUri : null;
    }

    /// <summary>A number that is the same for prefixes of one namespace; it is made once for each declaration.</summary>
    public int HashOf(ReadOnlySpan<byte> document, ReadOnlySpan<byte> prefix)
    {
        var index = IndexOf(document, prefix);
        if (index < 0)
            return 0;
        ref var declared = ref _declared[index];
        if (!declared.IsHashed)
            (declared.UriHash, declared.IsHashed) = (declared.Uri.GetHashCode(StringComparison.Ordinal), true);
        return declared.UriHash;
    }

    /// <summary>The innermost declaration of a prefix; -1 for none.</summary>
    public int IndexOf(ReadOnlySpan<byte> document, ReadOnlySpan<byte> prefix)
    {
        if (Count > Few)
            return IndexOfMany(document, prefix);
        for (var i = Count - 1; i >= 0; i--)
        {
            if (IsPrefix(document, i, prefix))
                return i;
        }

        return -1;
    }

    private int IndexOfMany(ReadOnlySpan<byte> document, ReadOnlySpan<byte> prefix)
    {
        if (_buckets.Length == 0)
            _buckets = new int[max * 2];
        for (; _indexed < Count; _indexed++)
        {
            ref var declared = ref _declared[_indexed];
            declared.Bucket = BucketOf(document.Slice(declared.Start, declared.Length));
            declared.Earlier = _buckets[declared.Bucket];
            _buckets[declared.Bucket] = _indexed + 1;
        }

        for (var place = _buckets[BucketOf(prefix)]; place > 0; place = _declared[place - 1].Earlier)
        {
            if (IsPrefix(document, place - 1, prefix))
                return place - 1;
        }

        return -1;
    }

    private bool IsPrefix(ReadOnlySpan<byte> document, int index, ReadOnlySpan<byte> prefix)
    {
        ref readonly var declared = ref _declared[index];
        return declared.Length == prefix.Length && document.Slice(declared.Start, declared.Length).SequenceEqual(prefix);
    }

    /// <summary>The hash is the framework's with its random seed: nobody can choose prefixes that share a bucket.</summary>
    private int BucketOf(ReadOnlySpan<byte> prefix)
    {
        var hash = default(HashCode);
        hash.AddBytes(prefix);
        return (int)((uint)hash.ToHashCode() % (uint)_buckets.Length);
    }

    private struct Declaration
    {
        public int Start;
        public int Length;
        public string Uri;
        public int Bucket;
        public int Earlier;
        public int UriHash;
        public bool IsHashed;
    }
}
