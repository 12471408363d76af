using System.Runtime.InteropServices;

namespace VimSessionService.Soap.Xml;

/// <summary>An attribute by its places in the document.</summary>
/// <param name="LocalStart">Where its name begins, without the prefix.</param>
/// <param name="LocalLength">How long that is.</param>
/// <param name="PrefixLength">How long the prefix before it is, without the colon; 0 for none.</param>
/// <param name="ValueStart">Where its value begins, after the quote.</param>
/// <param name="ValueLength">How long that is.</param>
/// <param name="IsPlain">Whether the value is what stands there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TagAttribute(int LocalStart, int LocalLength, int PrefixLength, int ValueStart, int ValueLength, bool IsPlain);

/// <summary>The attributes of one start tag.</summary>
internal sealed class StartTagAttributes
{
    /// <summary>More than any client writes; the names are compared one with another.</summary>
    private const int Max = 32;

    private readonly TagAttribute[] _attributes = new TagAttribute[Max];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly TagAttribute this[int index] => ref _attributes[index];

    /// <summary>Forgets them.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one; false when there are too many.</summary>
    public bool TryAdd(in TagAttribute attribute)
    {
        if (Count == Max)
            return false;
        _attributes[Count++] = attribute;
        return true;
    }
}
