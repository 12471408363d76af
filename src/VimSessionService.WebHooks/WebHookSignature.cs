using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.WebHooks;

/// <summary>
/// The signatures of requests and answers: HMAC-SHA-256 in lower-case hexadecimal digits after <c>v1=</c>. A request's is over <c>v1</c>, <c>request</c>,
/// its timestamp and its id, each followed by a line feed, and the body; an answer's over <c>v1</c>, <c>answer</c>, the id of the request, each
/// followed by a line feed, and the body.
/// </summary>
public static class WebHookSignature
{
    /// <summary>The header with the signature, of requests and of answers.</summary>
    public const string Header = "VimSession-Signature";

    /// <summary>The header with the time of a request, in seconds since 1970-01-01T00:00:00Z.</summary>
    public const string TimestampHeader = "VimSession-Timestamp";

    /// <summary>The header with the random id of a request, 32 hexadecimal digits.</summary>
    public const string RequestIdHeader = "VimSession-Request-Id";

    /// <summary>The shortest secret, in bytes.</summary>
    public const int ShortestSecret = 16;

    private const string Prefix = "v1=";

    /// <summary>The signature of a request.</summary>
    public static string OfRequest(byte[] secret, string timestamp, string requestId, ReadOnlySpan<byte> body) =>
        Compute(secret, $"v1\nrequest\n{timestamp}\n{requestId}\n", body);

    /// <summary>The signature of an answer.</summary>
    public static string OfAnswer(byte[] secret, string requestId, ReadOnlySpan<byte> body) =>
        Compute(secret, $"v1\nanswer\n{requestId}\n", body);

    /// <summary>Whether two signatures are equal; the comparison takes the same time wherever they differ.</summary>
    public static bool Match(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static string Compute(byte[] secret, string head, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        hash.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
