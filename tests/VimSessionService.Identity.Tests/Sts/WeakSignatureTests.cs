using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>SHA-1 and MD5 reach the security token service where the operator lets them in, each alone, by message and by token.</summary>
public sealed class WeakSignatureTests : IDisposable
{
    private const string Rsa = "http://www.w3.org/2001/04/xmldsig-more#rsa-";
    private const string RsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    private const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    private const string Md5 = "http://www.w3.org/2001/04/xmldsig-more#md5";

    /// <summary>What a request is, in which one signature is of a style, and the fault of a signature that is not let in.</summary>
    private static readonly Dictionary<string, (Func<StsWorld, SigningStyle, ValueTask<TokenMessage>> Make, string Fault)> Requests = new(StringComparer.Ordinal)
    {
        ["a message by a certificate"] = (static (w, style) => new(w.Message(w.Solution) with { Style = style }), "FailedCheck"),
        ["a message by the key of a person's token to be"] = (static (w, style) => new(w.Message(w.Unknown) with { User = ("administrator@vsphere.local", StsWorld.Password), Style = style }), "FailedCheck"),
        ["a message by the key of a token"] = (static async (w, style) => w.Message(w.Solution) with { HeaderToken = (await w.IssueAsync(w.Message(w.Solution))).Text, Style = style }, "FailedCheck"),
        ["a message that renews"] = (static async (w, style) => w.Message(w.Solution) with { Operation = "Renew", Target = (await w.IssueAsync(w.Message(w.Solution) with { Renewable = true })).Text, Style = style }, "FailedCheck"),
        ["the token that asks"] = (static (w, style) => new(w.Message(w.Solution) with { HeaderToken = Token(w, style, "backup@VSPHERE.LOCAL", w.Solution) }), "FailedAuthentication"),
        ["the token to act by"] = (static (w, style) => new(w.Message(w.Solution) with { ActAs = Token(w, style, "Administrator@VSPHERE.LOCAL") }), "InvalidRequest"),
        ["the token to renew"] = (static (w, style) => new(w.Message(w.Solution) with { Operation = "Renew", Target = Token(w, style, "backup@VSPHERE.LOCAL", w.Solution) }), "FailedAuthentication"),
    };

    private static readonly Dictionary<string, SigningStyle> Styles = new(StringComparer.Ordinal)
    {
        ["RSA-SHA1"] = new() { Algorithm = RsaSha1 },
        ["SHA-1 digest"] = new() { Digest = Sha1 },
        ["SHA-1 throughout"] = new() { Algorithm = RsaSha1, Digest = Sha1 },
        ["RSA-MD5"] = new() { Algorithm = Rsa + "md5" },
        ["MD5 digest"] = new() { Digest = Md5 },
        ["MD5 throughout"] = new() { Algorithm = Rsa + "md5", Digest = Md5 },
    };

    private readonly StsWorld _strict = new();
    private readonly StsWorld _sha1 = new(settings: new StsOptions { WeakHashes = WeakHashes.Sha1 });
    private readonly StsWorld _md5 = new(settings: new StsOptions { WeakHashes = WeakHashes.Md5 });

    public static TheoryData<string, string> Cases => [.. from request in Requests.Keys from style in Styles.Keys select (request, style)];

    public void Dispose()
    {
        _strict.Dispose();
        _sha1.Dispose();
        _md5.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_is_let_in_where_the_operator_says_so(string request, string style)
    {
        var (lenient, other) = style.Contains("SHA", StringComparison.Ordinal) ? (_sha1, _md5) : (_md5, _sha1);

        var token = IssuedAssertion.Of(await lenient.SendAsync(await Requests[request].Make(lenient, Styles[style])));
        Assert.Equal([Rsa + "sha256"], token.All("//ds:SignatureMethod/@Algorithm")); // what comes of it is sound

        await AssertRefusedAsync(_strict, request, style);
        await AssertRefusedAsync(other, request, style);
    }

    [Fact]
    public async Task A_signature_with_one_needs_both_when_its_digest_is_of_the_other()
    {
        var style = new SigningStyle { Algorithm = RsaSha1, Digest = Md5 };
        using var both = new StsWorld(settings: new StsOptions { WeakHashes = WeakHashes.Sha1 | WeakHashes.Md5 });

        foreach (var world in new[] { _sha1, _md5 })
            Assert.Equal("FailedCheck", (await world.SendAsync(world.Message(world.Solution) with { Style = style })).Fault);
        Assert.Equal(200, (await both.SendAsync(both.Message(both.Solution) with { Style = style })).Status);
    }

    [Theory]
    [InlineData("SHA-1 throughout", "invalid", "valid", "invalid")]
    [InlineData("MD5 throughout", "invalid", "invalid", "valid")]
    public async Task A_token_is_valid_where_its_signature_is_let_in(string style, string strictly, string withSha1, string withMd5)
    {
        foreach (var (world, status) in new[] { (_strict, strictly), (_sha1, withSha1), (_md5, withMd5) })
        {
            var answer = await world.SendAsync(world.Message() with { User = null, Operation = "Validate", Target = Token(world, Styles[style], "backup@VSPHERE.LOCAL") });
            Assert.Contains($"/status/{status}</Code>", answer.Content, StringComparison.Ordinal);
        }
    }

    private static async Task AssertRefusedAsync(StsWorld world, string request, string style)
    {
        var (make, fault) = Requests[request];
        var answer = await world.SendAsync(await make(world, Styles[style]));
        Assert.Equal((500, fault), (answer.Status, answer.Fault));
        Assert.Contains("is not accepted", answer.Reason, StringComparison.Ordinal);
    }

    /// <summary>A token by the service's own key, as another service makes it that has the same key, and can be delegated and renewed.</summary>
    private static string Token(StsWorld world, SigningStyle style, string name, X509Certificate2? holder = null) => new TokenMaker
    {
        Signer = world.Keys.Current.Certificate,
        Style = style,
        NameId = name,
        Holder = holder,
        NotBefore = world.Time.GetUtcNow().AddMinutes(-1),
        NotOnOrAfter = world.Time.GetUtcNow().AddMinutes(30),
        Conditions = "<saml2:ProxyRestriction Count=\"10\"/><saml2:Condition xmlns:rsa=\"http://www.rsa.com/names/2009/12/std-ext/SAML2.0\" Count=\"10\" xsi:type=\"rsa:RenewRestrictionType\"/>",
    }.Make();
}
