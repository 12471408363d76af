using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;

namespace VimSessionService.Identity.Detached;

/// <summary>
/// The header <c>Authorization: SIGN token="…"</c>, by which clients of REST log in with a SAML token (docs/facts/automation-api.md). The token is compressed by gzip and
/// written in base64. A client that holds the token's key signs the request besides: a nonce, the method, the path, the host, the port and the hash of the body.
/// </summary>
public static class SignAuthorization
{
    /// <summary>The name of the scheme, with the blank after it.</summary>
    private const string Scheme = "SIGN ";

    /// <summary>How long a signed request is good after the time in its nonce, besides the tolerance of clocks.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>Whether a header is of the scheme.</summary>
    public static bool IsIn(string? header) => header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Reads the token and the signature of a request.</summary>
    /// <param name="header">The header <c>Authorization</c>.</param>
    /// <param name="request">The request, of which a signature covers the parts.</param>
    /// <param name="maxTokenBytes">The most bytes that the token may have.</param>
    /// <exception cref="ProofRefusedException">The header is malformed, or the signature is for another request.</exception>
    public static DetachedToken Read(string header, in SignedRequestParts request, int maxTokenBytes)
    {
        var parameters = Parameters(header.AsSpan(Scheme.Length));
        var token = parameters.GetValueOrDefault("token") ?? throw Refused("has no token");
        return new DetachedToken(Unpack(Base64(token, "token"), maxTokenBytes), parameters.ContainsKey("signature") ? SignatureOf(parameters, request) : null);
    }

    private static DetachedSignature SignatureOf(Dictionary<string, string> parameters, in SignedRequestParts request)
    {
        var hash = DetachedSignature.HashOf(parameters.GetValueOrDefault("signature_alg") ?? "RSA-SHA256");
        var nonce = parameters.GetValueOrDefault("nonce") ?? throw Refused("has a signature and no nonce");
        var colon = nonce.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !long.TryParse(nonce.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253_402_300_799_999)
            throw Refused("has a nonce that does not begin with a time in milliseconds and a colon");
        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(request.Body, bodyHash);
        if (!Base64(parameters.GetValueOrDefault("bodyhash") ?? throw Refused("has a signature and no hash of the body"), "hash of the body").AsSpan().SequenceEqual(bodyHash))
            throw Refused("has the hash of another body");

        // Clients sign port 80 when their URL names none, also over https.
        var address = ServiceAddress.Of(request.Host, isSecure: false) ?? throw Refused("is signed, and the request names no host");
        var head = string.Create(CultureInfo.InvariantCulture, $"{nonce}\n{request.Method}\n{request.Path}\n{address.Host.ToLowerInvariant()}\n{address.Port}\n");
        byte[] text = [.. Encoding.UTF8.GetBytes(head), .. bodyHash, (byte)'\n'];
        var created = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return new DetachedSignature(hash, CryptographicOperations.HashData(hash, text), Base64(parameters["signature"], "signature"), created, created + Life);
    }

    /// <summary>The parameters: <c>name="value"</c>, separated by commas.</summary>
    private static Dictionary<string, string> Parameters(ReadOnlySpan<char> text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var range in text.Split(','))
        {
            var part = text[range].Trim();
            if (part.IsEmpty)
                continue;
            var equals = part.IndexOf('=');
            if (equals <= 0)
                throw Refused("has a part that is no parameter");
            if (!parameters.TryAdd(part[..equals].Trim().ToString(), part[(equals + 1)..].Trim().Trim('"').ToString()))
                throw Refused("has a parameter twice");
        }

        return parameters;
    }

    private static byte[] Base64(string text, string what)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Refused($"has a {what} that is not base64");
    }

    private static byte[] Unpack(byte[] packed, int maxBytes)
    {
        using var source = new MemoryStream(packed, writable: false);
        using var plain = new GZipStream(source, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var part = new byte[8 * 1024];
        try
        {
            for (int read; (read = plain.Read(part)) > 0;)
            {
                unpacked.Write(part, 0, read);
                if (unpacked.Length > maxBytes)
                    throw Refused($"has a token of more than {maxBytes} bytes");
            }
        }
        catch (InvalidDataException)
        {
            throw Refused("has a token that is not gzip");
        }

        return unpacked.ToArray();
    }

    private static ProofRefusedException Refused(string reason) => new($"the SIGN authorization {reason}");
}

/// <summary>The parts of a request that a SIGN authorization signs.</summary>
/// <param name="method">The method of HTTP.</param>
/// <param name="path">The path without the query.</param>
/// <param name="host">The header <c>Host</c>; null for none.</param>
/// <param name="body">The body.</param>
public readonly ref struct SignedRequestParts(string method, string path, string? host, ReadOnlySpan<byte> body)
{
    /// <summary>The method of HTTP.</summary>
    public string Method { get; } = method;

    /// <summary>The path without the query.</summary>
    public string Path { get; } = path;

    /// <summary>The header <c>Host</c>; null for none.</summary>
    public string? Host { get; } = host;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;
}
