using System.Buffers;
using System.Security.Cryptography;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Makes session tokens, and recognises those that it made even when no session owns them any more, so that a client which
/// keeps its first cookie for ever owns its next session with it too (wire.md §2). A token made up elsewhere is never adopted.
/// </summary>
public sealed class SessionTokenIssuer
{
    private const int RandomLength = 12;
    private const int MarkLength = 8;
    private const int TextLength = (RandomLength + MarkLength) * 2;

    // Lower case only: a session is found by the hash of the text, so a token has one spelling.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly KeyedHash _hash = new();

    /// <summary>A new token of 40 lower-case hexadecimal characters: 96 random bits, and 64 that prove where it was made.</summary>
    public SessionToken Create()
    {
        Span<byte> bytes = stackalloc byte[RandomLength + MarkLength];
        RandomNumberGenerator.Fill(bytes[..RandomLength]);
        Mark(bytes[..RandomLength], bytes[RandomLength..]);
        return new SessionToken(Convert.ToHexStringLower(bytes));
    }

    /// <summary>Whether this issuer made a token; takes the same time for every text of the right shape.</summary>
    public bool IsGenuine(SessionToken token)
    {
        var text = token.Reveal();
        if (text is not { Length: TextLength } || text.AsSpan().ContainsAnyExcept(Digits))
            return false;
        Span<byte> bytes = stackalloc byte[RandomLength + MarkLength];
        if (Convert.FromHexString(text, bytes, out _, out _) != OperationStatus.Done)
            return false;
        Span<byte> mark = stackalloc byte[MarkLength];
        Mark(bytes[..RandomLength], mark);
        return CryptographicOperations.FixedTimeEquals(mark, bytes[RandomLength..]);
    }

    private void Mark(ReadOnlySpan<byte> random, Span<byte> mark)
    {
        Span<byte> full = stackalloc byte[KeyedHash.Length];
        _hash.Compute(random, [], full);
        full[..MarkLength].CopyTo(mark);
    }
}
