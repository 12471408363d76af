using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace VimSessionService.Xml;

/// <summary>
/// Gives the same string for the same short ASCII text, so that names which come with every request are made once. Of two texts
/// that share a place the later one stays: the memory is bounded, whatever a client sends.
/// </summary>
internal sealed class NameCache
{
    private const int Places = 512;
    private const int MaxLength = 128;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text of UTF-8 bytes that are valid.</summary>
    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength)
            return Encoding.UTF8.GetString(text);
        ref var place = ref _texts[Place(text)];
        if (place is { } known && known.Length == text.Length && Ascii.Equals(text, known))
            return known;
        var made = Encoding.UTF8.GetString(text);
        if (made.Length == text.Length)
            place = made;
        return made;
    }

    /// <summary>Of a long text its ends and middle will do: namespaces begin alike.</summary>
    private static uint Place(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            var hash = (uint)text.Length;
            foreach (var letter in text)
                hash = (hash * 31) + letter;
            return hash % Places;
        }

        var ends = BinaryPrimitives.ReadUInt64LittleEndian(text)
            ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]), 23)
            ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[((text.Length - sizeof(ulong)) / 2)..]), 41);
        return (uint)((ends * 0x9E3779B97F4A7C15) >> 32) % Places;
    }
}
