namespace VimSessionService.Core;

/// <summary>Random identifiers of the shape that servers of this API make: a UUID's layout beginning with 52 (docs/facts/sessions.md).</summary>
internal static class VimUuid
{
    private const int Length = 16;

    /// <summary>120 random bits as <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c>.</summary>
    /// <param name="randomness">Where the bits come from; null for the operating system.</param>
    public static string Create(Randomness? randomness = null)
    {
        Span<byte> bytes = stackalloc byte[Length];
        (randomness ?? Randomness.System).Fill(bytes);
        bytes[0] = 0x52;
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>Whether a text has the length and the dashes of one; what an ordinary password hardly has.</summary>
    internal static bool HasShape(string text) => text.Length == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}
