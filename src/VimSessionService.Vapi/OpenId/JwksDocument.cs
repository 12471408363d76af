using Microsoft.IdentityModel.Tokens;

namespace VimSessionService.Vapi.OpenId;

/// <summary>Reads a set of keys (RFC 7517). Only public keys that sign are taken: a shared key would let everybody sign who can verify.</summary>
internal static class JwksDocument
{
    /// <summary>The most bytes of a document.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>More keys than any provider has.</summary>
    private const int MostKeys = 100;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is no set of keys, or holds no key that can be used.</exception>
    public static IReadOnlyList<SecurityKey> Read(string json)
    {
        JsonWebKeySet set;
        try
        {
            set = new JsonWebKeySet(json);
        }
        catch (Exception broken) when (broken is ArgumentException or System.Text.Json.JsonException)
        {
            throw new FormatException("it is no set of keys in JSON (JWKS)", broken);
        }

        // HasPrivateKey of the library is false for an RSA key with "d" and without the factors (findings/jwk-rsa-without-factors.sh), and verifying with it throws.
        SecurityKey[] keys = [.. set.Keys.Take(MostKeys).Where(static key => key.Kty is "RSA" or "EC" && key.Use is null or "" or "sig" && string.IsNullOrEmpty(key.D))];
        return keys.Length > 0 ? keys : throw new FormatException("it holds no public RSA or EC key for signatures");
    }
}
