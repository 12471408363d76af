using System.Runtime.InteropServices;

namespace VimSessionService.Xml;

/// <summary>An attribute by its places in the document.</summary>
/// <param name="LocalStart">Where its name begins, without the prefix.</param>
/// <param name="LocalLength">How long that is.</param>
/// <param name="PrefixLength">How long the prefix before it is, without the colon; 0 for none.</param>
/// <param name="ValueStart">Where its value begins, after the quote.</param>
/// <param name="ValueLength">How long that is.</param>
/// <param name="IsPlain">Whether the value is what stands there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TagAttribute(int LocalStart, int LocalLength, int PrefixLength, int ValueStart, int ValueLength, bool IsPlain)
{
    /// <summary>The prefix; empty for none.</summary>
    public ReadOnlySpan<byte> PrefixIn(ReadOnlySpan<byte> document) => PrefixLength == 0 ? default : document.Slice(LocalStart - PrefixLength - 1, PrefixLength);
}

/// <summary>The attributes of one start tag.</summary>
/// <param name="max">How many there may be.</param>
internal sealed class StartTagAttributes(int max)
{
    /// <summary>So many attributes are compared one with another.</summary>
    private const int Few = 4;

    private TagAttribute[] _attributes = new TagAttribute[Few];

    /// <summary>A hash table of more than a few attributes: their places from 1, and 0 for none.</summary>
    private int[] _table = [];
    private int[] _hashes = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly TagAttribute this[int index] => ref _attributes[index];

    /// <summary>Forgets them.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one; false when there are too many.</summary>
    public bool TryAdd(in TagAttribute attribute)
    {
        if (Count == max)
            return false;
        if (Count == _attributes.Length)
            Array.Resize(ref _attributes, Math.Min(max, Count * 2));
        _attributes[Count++] = attribute;
        return true;
    }

    /// <summary>Whether two attributes have one name. The time does not grow with the length of names, prefixes or namespaces times their number.</summary>
    /// <param name="document">The document that the attributes are places of.</param>
    /// <param name="namespaces">The declarations in force, in which every prefix is bound.</param>
    public bool HasDuplicate(ReadOnlySpan<byte> document, NamespaceScopes namespaces)
    {
        if (Count < 2)
            return false;
        return Count <= Few ? HasDuplicateOfFew(document, namespaces) : HasDuplicateOfMany(document, namespaces);
    }

    private bool HasDuplicateOfFew(ReadOnlySpan<byte> document, NamespaceScopes namespaces)
    {
        for (var i = 1; i < Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (IsSameName(document, namespaces, _attributes[i], _attributes[j]))
                    return true;
            }
        }

        return false;
    }

    private bool HasDuplicateOfMany(ReadOnlySpan<byte> document, NamespaceScopes namespaces)
    {
        if (_hashes.Length < Count)
            (_table, _hashes) = (new int[_attributes.Length * 2], new int[_attributes.Length]);
        var table = _table.AsSpan(0, Count * 2);
        table.Clear();
        for (var i = 0; i < Count; i++)
        {
            _hashes[i] = HashOf(document, namespaces, _attributes[i]);
            var place = (int)((uint)_hashes[i] % (uint)table.Length);
            for (; table[place] > 0; place = (place + 1) % table.Length)
            {
                var other = table[place] - 1;
                if (_hashes[other] == _hashes[i] && IsSameName(document, namespaces, _attributes[i], _attributes[other]))
                    return true;
            }

            table[place] = i + 1;
        }

        return false;
    }

    /// <summary>The hash is the framework's with its random seed: nobody can choose names that share a place.</summary>
    private static int HashOf(ReadOnlySpan<byte> document, NamespaceScopes namespaces, in TagAttribute attribute)
    {
        var hash = default(HashCode);
        hash.AddBytes(document.Slice(attribute.LocalStart, attribute.LocalLength));
        hash.Add(attribute.PrefixLength == 0 ? 0 : namespaces.HashOf(document, attribute.PrefixIn(document)));
        return hash.ToHashCode();
    }

    private static bool IsSameName(ReadOnlySpan<byte> document, NamespaceScopes namespaces, in TagAttribute x, in TagAttribute y)
    {
        if (x.LocalLength != y.LocalLength || (x.PrefixLength == 0) != (y.PrefixLength == 0)
            || !document.Slice(x.LocalStart, x.LocalLength).SequenceEqual(document.Slice(y.LocalStart, y.LocalLength)))
        {
            return false;
        }

        if (x.PrefixLength == 0)
            return true;
        var xPrefix = x.PrefixIn(document);
        var yPrefix = y.PrefixIn(document);
        return namespaces.HashOf(document, xPrefix) == namespaces.HashOf(document, yPrefix) && namespaces.Find(document, xPrefix) == namespaces.Find(document, yPrefix);
    }
}
