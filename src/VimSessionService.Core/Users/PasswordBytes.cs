using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Users;

/// <summary>A password in UTF-8 for as long as it is worked with; overwritten afterwards.</summary>
internal readonly ref struct PasswordBytes
{
    /// <summary>The room that is enough for usual passwords.</summary>
    public const int UsualSize = 128;

    private readonly Span<byte> _bytes;

    /// <summary>Writes a password out as UTF-8.</summary>
    /// <param name="password">The password.</param>
    /// <param name="room">Where it goes if it fits, of <see cref="UsualSize"/> on the caller's stack; else it is pinned, not to be copied by a collection.</param>
    public PasswordBytes(ReadOnlySpan<char> password, Span<byte> room)
    {
        var length = Encoding.UTF8.GetByteCount(password);
        _bytes = length <= room.Length ? room[..length] : GC.AllocateUninitializedArray<byte>(length, pinned: true);
        Encoding.UTF8.GetBytes(password, _bytes);
    }

    public ReadOnlySpan<byte> Span => _bytes;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
