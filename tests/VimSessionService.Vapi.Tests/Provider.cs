using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.Vapi.Tests;

/// <summary>An OpenID provider of the tests, which makes its tokens by hand.</summary>
internal sealed class Provider : IOpenIdKeys, IDisposable
{
    public const string Issuer = "https://id.example.com/realms/lab";
    public const string Audience = "vcenter";

    private readonly RSA _key = RSA.Create(2048);

    public RSA Key => _key;

    /// <summary>How often newer keys were looked for.</summary>
    public int Missed { get; private set; }

    public static OpenIdOptions Settings { get; } = new() { Issuer = Issuer, Audiences = [Audience] };

    public string Jwks
    {
        get
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            return $$"""{"keys":[{"kty":"RSA","kid":"k1","use":"sig","alg":"RS256","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}]}""";
        }
    }

    public ValueTask<IReadOnlyList<SecurityKey>> GetAsync(bool isMissing, CancellationToken cancellationToken)
    {
        Missed += isMissing ? 1 : 0;
        return new(JwksDocument.Read(Jwks));
    }

    public void Dispose() => _key.Dispose();

    public string Token(string payload = "", string header = """{"alg":"RS256","kid":"k1","typ":"at+jwt"}""", RSA? key = null)
    {
        var text = $"{Url(header)}.{Url(payload.Length > 0 ? payload : Payload())}";
        return $"{text}.{Base64Url.EncodeToString((key ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Payload(string user = "ada@example.com", string issuer = Issuer, string audience = Audience, int seconds = 300, string more = "") =>
        $$"""{"iss":{{JsonSerializer.Serialize(issuer)}},"aud":"{{audience}}","upn":"{{user}}","name":"Ada Lovelace","groups":["operators"],"nbf":{{TestKeys.Now.ToUnixTimeSeconds() - 5}},"exp":{{TestKeys.Now.ToUnixTimeSeconds() + seconds}}{{more}}}""";

    public static string Url(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
