using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>Random identifiers of the shape that servers of this API make: a UUID's layout beginning with 52 (wire.md §5).</summary>
public static class VimUuid
{
    /// <summary>120 random bits as <c>52xxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c>.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[0] = 0x52;
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
