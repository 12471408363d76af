namespace VimSessionService.Soap.Xml;

/// <summary>The bytes of the last document up to the end of its root's start tag, for the next one to be compared with.</summary>
internal sealed class KnownBeginning
{
    /// <summary>More than the start of any client's envelope; a longer one is read each time.</summary>
    private const int MaxLength = 1024;

    private readonly byte[] _bytes = new byte[MaxLength];
    private int _offset;

    /// <summary>How long it is; 0 when none is known.</summary>
    public int Length { get; private set; }

    /// <summary>How many namespaces it declares.</summary>
    public int Namespaces { get; private set; }

    /// <summary>Whether a document begins with it, at the same place of its array.</summary>
    public bool IsOf(ArraySegment<byte> document) =>
        Length > 0 && document.Offset == _offset && document.AsSpan().StartsWith(_bytes.AsSpan(0, Length));

    /// <summary>Keeps a beginning.</summary>
    public void Remember(int offset, ReadOnlySpan<byte> beginning, int namespaces)
    {
        if (!beginning.TryCopyTo(_bytes))
            return;
        (_offset, Length, Namespaces) = (offset, beginning.Length, namespaces);
    }

    /// <summary>Knows none any more.</summary>
    public void Forget() => Length = 0;
}
