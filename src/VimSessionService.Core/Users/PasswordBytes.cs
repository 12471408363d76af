using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Users;

/// <summary>A password in UTF-8 for as long as it is worked with; overwritten afterwards.</summary>
internal readonly ref struct PasswordBytes
{
    private readonly byte[] _bytes;

    public PasswordBytes(ReadOnlySpan<char> password)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(password), pinned: true);
        Encoding.UTF8.GetBytes(password, _bytes);
    }

    public ReadOnlySpan<byte> Span => _bytes;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
