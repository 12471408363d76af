using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>Attacks by signed messages, certificates and tokens.</summary>
internal sealed partial record Attack
{
    private const string Refusal = "InvalidLoginFault";

    private static IReadOnlyList<Attack> WithTokens =>
    [
        new("a namespace that is multiplied in a signed request for a token", "", false) { Path = TokenService, Duration = Short, Prepare = static _ => Task.FromResult(MultipliedRequests()) },
        new("unsound certificates in requests for a token", "", false) { Path = TokenService, Duration = Short, FirstAnswer = "InvalidSecurity", Prepare = static _ => Task.FromResult(UnsoundRequests()) },
        new("unsound certificates in logins by token", "", false) { Duration = Short, FirstAnswer = Refusal, Prepare = static caller => LoginsAsync(caller, 1, "", UnsoundHeaders) },
        new("a namespace that is multiplied in a login by token", "", false) { IsOfLesserUser = true, Duration = Short, Prepare = static caller => LoginsAsync(caller, 1, Multiplied(5_000), [""]) },
        new("logins by token that a lesser user signed", "", false) { IsOfLesserUser = true, Duration = Short, FirstAnswer = "<userName>", Prepare = static caller => LoginsAsync(caller, 64, "", [""]) },
        new("logins by a token that nobody signed", "", false) { Duration = Short, FirstAnswer = Refusal, Prepare = static _ => Task.FromResult(LoginsOfNobody()) },
    ];

    private static X509Certificate2 Key { get; } = NewKey();

    /// <summary>Headers with certificates that anybody can write, and that cannot be used.</summary>
    private static string[] UnsoundHeaders =>
        [.. UnsoundCertificates.Kinds.Values.Select(static kind => $"<wsse:BinarySecurityToken wsu:Id=\"_bst\">{Convert.ToBase64String(kind.Make())}</wsse:BinarySecurityToken>")];

    private static string Multiplied(int n) => $"<a xmlns:p=\"urn:{new string('x', 1_000)}\">{Many(n, "<p:b/>")}</a>";

    /// <summary>The signature is good, and what it signs is far larger in canonical form than the message allows.</summary>
    private static IReadOnlyList<string> MultipliedRequests() =>
    [
        new TokenMessage(DateTimeOffset.UtcNow)
        {
            Signer = Key,
            MessageLife = TimeSpan.FromMinutes(5),
            Further = "<Claims/>",
            Bend = static text => text.Replace("<Claims/>", $"<Claims>{Multiplied(15_000)}</Claims>", StringComparison.Ordinal),
        }.Write(),
    ];

    private static IReadOnlyList<string> UnsoundRequests()
    {
        var message = new TokenMessage(DateTimeOffset.UtcNow) { Signer = Key, MessageLife = TimeSpan.FromMinutes(5) }.Write();
        return [.. UnsoundCertificates.Kinds.Values.Select(kind => message.Replace(TokenMaker.Base64(Key), Convert.ToBase64String(kind.Make()), StringComparison.Ordinal))];
    }

    /// <summary>Logins by a token of the service's own, which a key holds that signs each message.</summary>
    private static async Task<IReadOnlyList<string>> LoginsAsync(AttackCaller caller, int count, string more, string[] headers)
    {
        var now = DateTimeOffset.UtcNow;
        var token = await caller.TokenAsync(new TokenMessage(now) { User = (AttackUsers.Lesser, AttackUsers.Password), Signer = Key, KeyType = "PublicKey", UseKey = true }.Write());
        var login = new MessageMaker
        {
            Token = token,
            TokenId = token.Split(" ID=\"")[1].Split('"')[0],
            Call = $"<LoginByToken xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this>{more}</LoginByToken>",
            Signer = Key,
            HasTimestamp = true,
            Expires = now.AddMinutes(5),
        };
        return [.. from header in headers from i in Enumerable.Range(0, count) select (login with { Created = now.AddMilliseconds(-i), Beside = (header, "") }).Make()];
    }

    private static IReadOnlyList<string> LoginsOfNobody()
    {
        var now = DateTimeOffset.UtcNow;
        var token = new TokenMaker { Signer = TestKeys.Attacker, NotBefore = now.AddMinutes(-1), NotOnOrAfter = now.AddMinutes(30), Extra = $"<saml2:Advice>{Multiplied(5_000)}</saml2:Advice>" };
        return [new MessageMaker { Token = token.Make() }.Make()];
    }

    private static X509Certificate2 NewKey()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=attacker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
