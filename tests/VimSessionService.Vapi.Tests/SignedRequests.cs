using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace VimSessionService.Vapi.Tests;

/// <summary>SAML tokens as clients of REST and of JSON-RPC bring them, and what the holder of a token's key signs.</summary>
internal static class SignedRequests
{
    /// <summary>The header <c>Authorization</c> with a token of its bearer.</summary>
    public static string Sign(string token)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(token));
        return $"SIGN token=\"{Convert.ToBase64String(packed.ToArray())}\"";
    }

    /// <summary>The same with the signature of a request to create a session.</summary>
    /// <param name="token">The token.</param>
    /// <param name="holder">Whose key signs.</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="host">Host and port, a line each.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="at">The time in the nonce.</param>
    /// <param name="number">The number in the nonce.</param>
    public static string Sign(string token, X509Certificate2 holder, string path, string host, string body, DateTimeOffset at, long number = 8674665223082153551)
    {
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}:{number}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(body));
        byte[] text = [.. Encoding.UTF8.GetBytes($"{nonce}\nPOST\n{path}\n{host}\n"), .. hash, (byte)'\n'];
        using var key = holder.GetRSAPrivateKey()!;
        var signature = key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{Sign(token)}, signature_alg=\"RSA-SHA256\", signature=\"{Convert.ToBase64String(signature)}\", nonce=\"{nonce}\", bodyhash=\"{Convert.ToBase64String(hash)}\"";
    }

    /// <summary>The security context of JSON-RPC with a token of its bearer.</summary>
    public static string Bearer(string token) => $$"""{"schemeId":"com.vmware.vapi.std.security.saml_bearer_token","samlToken":{{Json(token)}}}""";

    /// <summary>A message of JSON-RPC that creates a session, made as the clients of the vendor's SDKs do: the members sorted, the signature added after it was made.</summary>
    /// <param name="token">The token.</param>
    /// <param name="holder">Whose key signs.</param>
    /// <param name="created">When it was made.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="operationId">The id of the operation.</param>
    /// <param name="algorithm">The algorithm of the signature.</param>
    /// <param name="hash">Its hash.</param>
    public static string Message(
        string token, X509Certificate2 holder, string created, string expires, string operationId = "op\u00e9", string algorithm = "RS256", HashAlgorithmName? hash = null)
    {
        var times = $$"""{"created":"{{created}}","expires":"{{expires}}"}""";
        var context = $$"""{"schemeId":"com.vmware.vapi.std.security.saml_hok_token","signatureAlgorithm":"{{algorithm}}","timestamp":{{times}}}""";
        var canonical = $$$$"""{"id":"7","jsonrpc":"2.0","method":"invoke","params":{"ctx":{"appCtx":{"opId":"{{{{operationId}}}}"},"securityCtx":{{{{context}}}}},"input":{"STRUCTURE":{"operation-input":{}}},"operationId":"create","serviceId":"com.vmware.cis.session"}}""";
        using var key = holder.GetRSAPrivateKey()!;
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(canonical), hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var signed = context[..^1] + $$$$""","signature":{"samlToken":{{{{Json(token)}}}},"value":"{{{{signature}}}}"}}""";
        return $$$$$"""
            {"jsonrpc": "2.0", "method": "invoke", "id": "7", "params": {"serviceId": "com.vmware.cis.session", "operationId": "create",
             "input": {"STRUCTURE": {"operation-input": {}}}, "ctx": {"securityCtx": {{{{{signed}}}}}, "appCtx": {"opId": "{{{{{operationId}}}}}"}}}}
            """;
    }

    private static string Json(string text) => JsonValue.Create(text).ToJsonString();
}
