using System.Buffers.Text;

namespace VimSessionService.Redis.Records;

/// <summary>
/// How the engine names a session. There may be millions, and each name is kept four times, so a key that is a UUID is its bits as Base64 with letters for URLs. Where a replica runs
/// that does not know this and for keys of another kind, the name is the key.
/// </summary>
internal static class SessionName
{
    private const int Length = 22;
    private const int Bits = 16;
    private const int LengthOfUuid = 36;

    /// <summary>Precedes a key that is as long as a name that is made of bits.</summary>
    private const char Literally = '=';

    /// <summary>The name of a session that begins.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="form">The form of documents that all replicas read.</param>
    public static string Of(string key, int form)
    {
        if (form < DocumentForm.Compact)
            return key;
        if (Guid.TryParseExact(key, "D", out var bits))
        {
            Span<char> text = stackalloc char[LengthOfUuid];
            Span<byte> bytes = stackalloc byte[Bits];
            if (bits.TryFormat(text, out _) && text.SequenceEqual(key) && bits.TryWriteBytes(bytes, bigEndian: true, out _))
                return Base64Url.EncodeToString(bytes);
        }

        return key.Length == Length ? Literally + key : key;
    }

    /// <summary>What scripts are given to find a session by its key, in whatever form its name is: the name, a blank and the key, or the key alone where they are the same.</summary>
    public static string Either(string key) => Of(key, DocumentForm.Compact) is var name && name == key ? key : $"{name} {key}";

    /// <summary>The key of the session that is named so.</summary>
    /// <exception cref="FormatException">It is no name.</exception>
    public static string KeyOf(string name)
    {
        if (name.Length != Length)
            return name.StartsWith(Literally) ? name[1..] : name;
        Span<byte> bits = stackalloc byte[Bits];
        return Base64Url.TryDecodeFromChars(name, bits, out var count) && count == Bits
            ? new Guid(bits, bigEndian: true).ToString("D")
            : throw new FormatException("A session in the state engine has a name that is none.");
    }
}
