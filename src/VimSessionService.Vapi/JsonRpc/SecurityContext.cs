using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Detached;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Xml;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>
/// The credentials of a request (docs/facts/automation-api.md): a name and a password, a session, or a SAML token, which the key of the token signs the request with where the token has one.
/// </summary>
internal static class SecurityContext
{
    private const string Schemes = "com.vmware.vapi.std.security.";

    /// <summary>The session that the credentials name; null for other credentials.</summary>
    public static string? SessionOf(JsonElement context) => SchemeOf(context) == "session_id" ? JsonRpcMessage.Text(context, "sessionId") : null;

    /// <summary>What a request for a session brings.</summary>
    /// <param name="message">The request.</param>
    /// <param name="maxTokenBytes">The most bytes of a token.</param>
    /// <param name="access">Verifies access tokens; null for a service that takes none.</param>
    /// <exception cref="ProofRefusedException">There is nothing, or it is malformed.</exception>
    public static VapiCredential CredentialOf(JsonRpcMessage message, int maxTokenBytes, AccessTokens? access)
    {
        var context = message.SecurityContext;
        return SchemeOf(context) switch
        {
            "user_pass" => new VapiCredential.Password(Need(context, "userName"), Need(context, "password")),
            "saml_bearer_token" => new VapiCredential.Token(new DetachedToken(TokenOf(context, maxTokenBytes), signature: null)),
            "saml_hok_token" => new VapiCredential.Token(SignedToken(message, maxTokenBytes)),
            "oauth" when access is not null => new VapiCredential.Token(new AccessTokenProof(Need(context, "accessToken"), access)),
            null => throw new ProofRefusedException("the request has no credentials"),
            _ => throw new ProofRefusedException("the scheme of the credentials is not accepted for a new session"),
        };
    }

    /// <summary>The key of the token signs the message in canonical form, without the signature and the token beside it.</summary>
    private static DetachedToken SignedToken(JsonRpcMessage message, int maxTokenBytes)
    {
        var context = message.SecurityContext;
        var signature = JsonRpcMessage.Member(context, "signature");
        var hash = DetachedSignature.HashOf(Need(context, "signatureAlgorithm"));
        var signed = CryptographicOperations.HashData(hash, CanonicalJson.Write(message.Root, leftOut: ("securityCtx", "signature")));
        if (!TryBase64(Need(signature, "value"), out var value))
            throw new ProofRefusedException("the signature is not base64");
        var timestamp = JsonRpcMessage.Member(context, "timestamp");
        return new DetachedToken(TokenOf(signature, maxTokenBytes), new DetachedSignature(hash, signed, value, Time(timestamp, "created"), Time(timestamp, "expires")));
    }

    private static string? SchemeOf(JsonElement context) =>
        JsonRpcMessage.Text(context, "schemeId") is { } id && id.StartsWith(Schemes, StringComparison.Ordinal) ? id[Schemes.Length..] : null;

    private static byte[] TokenOf(JsonElement holder, int maxBytes)
    {
        var token = Need(holder, "samlToken");
        return Encoding.UTF8.GetByteCount(token) <= maxBytes ? Encoding.UTF8.GetBytes(token) : throw new ProofRefusedException($"the token has more than {maxBytes} bytes");
    }

    private static string Need(JsonElement holder, string name) =>
        JsonRpcMessage.Text(holder, name) ?? throw new ProofRefusedException($"the credentials have no {name}");

    private static DateTimeOffset Time(JsonElement holder, string name) =>
        XsdDateTime.TryParse(Need(holder, name), out var time)
            ? new DateTimeOffset(time)
            : throw new ProofRefusedException($"the time {name} is no time");

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return false;
        bytes = bytes[..length];
        return true;
    }
}
