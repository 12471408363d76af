using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VimSessionService.Endpoint.Tickets;

/// <summary>The name and password of an Authorization header (RFC 7617).</summary>
/// <param name="UserName">The name, which has no colon.</param>
/// <param name="Password">The password.</param>
internal readonly record struct BasicCredentials(string UserName, string Password)
{
    private const string Scheme = "Basic ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a header; false when it is of another scheme or malformed.</summary>
    public static bool TryRead([NotNullWhen(true)] string? header, out BasicCredentials credentials)
    {
        credentials = default;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var encoded = header.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return false;
        string text;
        try
        {
            text = Utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return false;
        credentials = new BasicCredentials(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>Not the password, wherever it might be written.</summary>
    public override string ToString() => UserName;
}
