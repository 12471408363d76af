using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Calls;

namespace VimSessionService.Vapi.Rest;

/// <summary>
/// How a client is told to authenticate: <c>Basic realm="VAPI endpoint",SIGN realm=…,service="VAPI endpoint",sts="https://HOST/sts/STSService/vsphere.local"</c>
/// (docs/facts/automation-api.md). The realm looks like the thumbprint of a certificate; here it is that of the server, or made of the domain's name over plain HTTP.
/// </summary>
/// <param name="certificate">The certificate of the server.</param>
/// <param name="ssoDomain">The domain of single sign-on; null for a service without a security token service.</param>
internal sealed class RestChallenge(ServerCertificateInfo certificate, string? ssoDomain)
{
    private const string Basic = "Basic realm=\"VAPI endpoint\"";

    private readonly string _realm = certificate.Sha1Thumbprint?.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant()
        ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ssoDomain ?? "")))[..40];

    /// <summary>The challenge for a client that came to an address.</summary>
    public string For(string? host, bool isSecure) => ssoDomain is null
        ? Basic
        : $"{Basic},SIGN realm={_realm},service=\"VAPI endpoint\",sts=\"{(ServiceAddress.Of(host, isSecure) ?? ServiceAddress.Unknown).Origin}/sts/STSService/{ssoDomain}\"";
}
