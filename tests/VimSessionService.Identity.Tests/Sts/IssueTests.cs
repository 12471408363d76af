namespace VimSessionService.Identity.Tests.Sts;

/// <summary>Tokens for whoever proves who they are.</summary>
public sealed class IssueTests : IDisposable
{
    internal const string Participants =
        "<Participants><Primary><EndpointReference xmlns=\"http://www.w3.org/2005/08/addressing\"><Address>https://other/</Address></EndpointReference></Primary></Participants>";

    private const string Confirmation = "s:Assertion/s:Subject/s:SubjectConfirmation";
    private readonly StsWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_password_gets_a_bearer_token()
    {
        var answer = await _world.SendAsync(_world.Message() with { Context = "c&amp;1" });
        var token = IssuedAssertion.Of(answer);
        Assert.Equal("Administrator@VSPHERE.LOCAL", token.Subject);
        Assert.Equal(["urn:oasis:names:tc:SAML:2.0:cm:bearer"], token.All(Confirmation + "/@Method"));
        Assert.Equal(["https://vc.example.com/websso/SAML2/Metadata/vsphere.local"], token.All("s:Assertion/s:Issuer"));
        Assert.Equal([@"vsphere.local\Administrators"], token.All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
        Assert.Equal(["Administrator", "vsphere.local"], token.All("//s:Attribute[@FriendlyName='givenName' or @FriendlyName='surname']/s:AttributeValue"));
        Assert.Equal(["false"], token.All("//s:Attribute[@FriendlyName='Subject Type']/s:AttributeValue"));
        Assert.Equal(["2030-01-02T03:04:05.678Z"], token.All("//s:AuthnStatement/@AuthnInstant"));
        Assert.Equal((200, "Issue", @"VSPHERE.LOCAL\Administrator", null), (answer.Status, answer.Operation, answer.UserName, answer.Fault));
        Assert.Contains("<RequestSecurityTokenResponseCollection xmlns=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\"><RequestSecurityTokenResponse Context=\"c&amp;1\"><RequestedSecurityToken><saml2:Assertion ", answer.Content, StringComparison.Ordinal);
        Assert.Contains("/Bearer</KeyType><Delegatable>false</Delegatable><SignatureAlgorithm>http://www.w3.org/2001/04/xmldsig-more#rsa-sha256</SignatureAlgorithm>", answer.Content, StringComparison.Ordinal);
        Assert.Contains("<wsu:Created>2030-01-02T03:04:05.678Z</wsu:Created><wsu:Expires>2030-01-02T03:09:05.678Z</wsu:Expires>", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_domain_is_of_the_local_one()
    {
        var token = await _world.IssueAsync(_world.Message() with { User = ("root", StsWorld.Password) });
        Assert.Equal("root@LOCALOS", token.Subject);
        Assert.Equal(["Charlie &", "<Root>"], token.All("//s:Attribute[@FriendlyName='givenName' or @FriendlyName='surname']/s:AttributeValue"));
    }

    [Theory]
    [InlineData(60, 60, "Bearer")]
    [InlineData(300, 300, "Bearer")]
    [InlineData(600, 300, "Bearer")]
    [InlineData(86_400, 86_400, "PublicKey")]
    [InlineData(40 * 86_400, 20 * 86_400, "PublicKey")] // the key's certificate ends before thirty days have passed
    public async Task A_life_is_given_as_asked_up_to_what_is_allowed(int asked, int given, string keyType)
    {
        var message = keyType == "Bearer" ? _world.Message() : _world.Message(_world.Solution);
        var token = await _world.IssueAsync(message with { Life = TimeSpan.FromSeconds(asked) });
        Assert.Equal(given, Math.Ceiling((token.To - token.From).TotalSeconds));
    }

    [Fact]
    public async Task Without_a_life_asked_the_longest_is_given()
    {
        var token = await _world.IssueAsync(_world.Message() with { Life = null });
        Assert.Equal((_world.Time.GetUtcNow(), TimeSpan.FromMinutes(5)), (token.From, token.To - token.From));
    }

    [Fact]
    public async Task A_token_begins_when_it_is_asked_to_within_the_tolerance()
    {
        var token = await _world.IssueAsync(_world.Message() with { Begins = TimeSpan.FromMinutes(9) });
        Assert.Equal(_world.Time.GetUtcNow().AddMinutes(9), token.From);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_token_is_renewable_unless_it_is_said_otherwise(bool? asked, bool isRenewable)
    {
        var token = await _world.IssueAsync(_world.Message() with { Renewable = asked });
        Assert.Equal(isRenewable ? ["10"] : [], token.All("//s:Condition/@Count"));
    }

    [Fact]
    public async Task Solution_users_are_known_by_their_certificates()
    {
        var account = await _world.IssueAsync(_world.Message(_world.Solution));
        Assert.Equal(("backup@VSPHERE.LOCAL", "true"), (account.Subject, account.All("//s:Attribute[@FriendlyName='Subject Type']/s:AttributeValue").Single()));
        Assert.Equal([Convert.ToBase64String(_world.Solution.RawData)], account.All(Confirmation + "//ds:X509Certificate").Select(text => text.Replace("\n", "", StringComparison.Ordinal)));
        Assert.Contains("/PublicKey</KeyType>", account.Answer, StringComparison.Ordinal);
        var extension = await _world.IssueAsync(_world.Message(_world.Extension));
        Assert.Equal("com.example.ext@VSPHERE.LOCAL", extension.Subject);
        Assert.Equal([@"vsphere.local\SolutionUsers", @"vsphere.local\ActAsUsers"], extension.All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
    }

    [Fact]
    public async Task A_solution_user_can_have_a_bearer_token()
    {
        var token = await _world.IssueAsync(_world.Message(_world.Solution) with { KeyType = "Bearer", UseKey = false });
        Assert.Equal(("backup@VSPHERE.LOCAL", "urn:oasis:names:tc:SAML:2.0:cm:bearer"), (token.Subject, token.All(Confirmation + "/@Method").Single()));
    }

    [Theory]
    [InlineData("PublicKey")]
    [InlineData("")] // a signed request that names no kind of key is for one with a key
    public async Task A_person_can_bind_a_token_to_a_key_of_theirs(string keyType)
    {
        var token = await _world.IssueAsync(_world.Message(_world.Unknown) with { User = ("administrator@vsphere.local", StsWorld.Password), KeyType = keyType });
        Assert.Equal(("Administrator@VSPHERE.LOCAL", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"), (token.Subject, token.All(Confirmation + "/@Method").Single()));
    }

    [Fact]
    public async Task A_token_gets_another_token()
    {
        var first = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true });
        var second = await _world.IssueAsync(_world.Message(_world.Solution) with { HeaderToken = first.Text, Delegatable = true });
        Assert.Equal("backup@VSPHERE.LOCAL", second.Subject);
        Assert.NotEqual(first.Text, second.Text);
        Assert.Equal(["urn:oasis:names:tc:SAML:2.0:ac:classes:PreviousSession"], second.All("//s:AuthnContextClassRef"));
        Assert.Equal(["10"], second.All("//s:ProxyRestriction/@Count"));
    }

    [Fact]
    public async Task A_token_can_be_for_one_service()
    {
        var token = await _world.IssueAsync(_world.Message() with { Further = Participants });
        Assert.Equal(["https://other/"], token.All("//s:Audience"));
        Assert.Equal(["https://other/"], token.All(Confirmation + "/s:SubjectConfirmationData/@Recipient"));
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")]
    public async Task A_token_is_signed_as_asked_where_that_is_sound(string asked, string used)
    {
        var token = await _world.IssueAsync(_world.Message() with { Further = $"<SignatureAlgorithm>{asked}</SignatureAlgorithm>" });
        Assert.Equal([used], token.All("//ds:SignatureMethod/@Algorithm"));
    }

    [Fact]
    public async Task The_SOAPAction_may_be_quoted_or_missing()
    {
        await _world.IssueAsync(_world.Message() with { Action = $"\"{TokenMessage.Trust}/RST/Issue\"" });
        await _world.IssueAsync(_world.Message() with { Action = "" });
    }

    [Fact]
    public async Task A_delegate_gets_a_token_by_DelegateTo()
    {
        var token = await _world.IssueAsync(_world.Message() with { KeyType = "PublicKey", Further = Delegate("backup@vsphere.local"), Delegatable = true });
        Assert.Equal("Administrator@VSPHERE.LOCAL", token.Subject);
        Assert.Equal(["backup@VSPHERE.LOCAL"], token.All(Confirmation + "/s:NameID"));
        Assert.Equal(["backup@VSPHERE.LOCAL"], token.All("//del:Delegate/s:NameID"));
        Assert.Equal([Convert.ToBase64String(_world.Solution.RawData)], token.All(Confirmation + "//ds:X509Certificate").Select(text => text.Replace("\n", "", StringComparison.Ordinal)));
    }

    internal static string Delegate(string name) =>
        $"<DelegateTo><wsse:UsernameToken><wsse:Username>{name}</wsse:Username></wsse:UsernameToken></DelegateTo>";
}
