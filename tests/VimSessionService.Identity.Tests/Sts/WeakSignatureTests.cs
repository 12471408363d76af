using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>SHA-1 reaches the security token service where the operator lets it in, by message and by token, and MD5 never does.</summary>
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
    };

    private readonly StsWorld _strict = new();
    private readonly StsWorld _lenient = new(settings: new StsSettings { AllowSha1 = true });

    public static TheoryData<string, string> Cases(bool isSha1) =>
        [.. from request in Requests.Keys from style in Styles.Keys where style.Contains("SHA", StringComparison.Ordinal) == isSha1 select (request, style)];

    public void Dispose()
    {
        _strict.Dispose();
        _lenient.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases), true)]
    public async Task Sha1_is_let_in_where_the_operator_says_so(string request, string style)
    {
        var token = IssuedAssertion.Of(await _lenient.SendAsync(await Requests[request].Make(_lenient, Styles[style])));
        Assert.Equal([Rsa + "sha256"], token.All("//ds:SignatureMethod/@Algorithm")); // what comes of it is sound

        await AssertRefusedAsync(_strict, request, style);
    }

    [Theory]
    [MemberData(nameof(Cases), false)]
    public async Task Md5_is_never_let_in(string request, string style)
    {
        await AssertRefusedAsync(_strict, request, style);
        await AssertRefusedAsync(_lenient, request, style);
    }

    [Theory]
    [InlineData("SHA-1 throughout", "invalid", "valid")]
    [InlineData("RSA-MD5", "invalid", "invalid")]
    public async Task A_token_is_valid_where_its_signature_is_let_in(string style, string strictly, string leniently)
    {
        foreach (var (world, status) in new[] { (_strict, strictly), (_lenient, leniently) })
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
