using System.Buffers;
using System.Security.Cryptography;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Makes session tokens, and recognises those that it made even when no session owns them any more, so that a client which
/// keeps its first cookie for ever owns its next session with it too (wire.md §2). A token made up elsewhere is never adopted.
/// </summary>
public sealed class SessionTokenIssuer
{
    /// <summary>How many tokens are made at a time: of one made alone most of the time goes into fetching the code that makes it.</summary>
    private const int BatchSize = 16;

    private const int RandomLength = 12;
    private const int MarkLength = 8;
    private const int TextLength = (RandomLength + MarkLength) * 2;

    // Lower case only: a session is found by the hash of the text, so a token has one spelling.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly KeyedHash _hash = new();
    private readonly RandomReserve _random = new();
    private readonly Lock _lock = new();
    private readonly Stack<SessionToken> _made = new(BatchSize);

    /// <summary>A new token of 40 lower-case hexadecimal characters: 96 random bits, and 64 that prove where it was made.</summary>
    public SessionToken Create()
    {
        lock (_lock)
        {
            if (_made.Count == 0)
                MakeBatch();
            return _made.Pop();
        }
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

    private void MakeBatch()
    {
        Span<byte> bytes = stackalloc byte[RandomLength + MarkLength];
        while (_made.Count < BatchSize)
        {
            _random.Fill(bytes[..RandomLength]);
            Mark(bytes[..RandomLength], bytes[RandomLength..]);
            _made.Push(new SessionToken(Convert.ToHexStringLower(bytes)));
        }
    }

    private void Mark(ReadOnlySpan<byte> random, Span<byte> mark)
    {
        Span<byte> full = stackalloc byte[KeyedHash.Length];
        _hash.Compute(random, [], full);
        full[..MarkLength].CopyTo(mark);
    }
}
