using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>Every refusal tells the client what a vCenter tells it, and the operator why.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Credentials = "Invalid credentials";
    private const string Header = "An error was discovered processing the &lt;wsse:Security&gt; header.";
    private const string Trust = TokenMessage.Trust;
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    internal static readonly Dictionary<string, Func<StsWorld, ValueTask<TokenMessage>>> Messages = new(StringComparer.Ordinal)
    {
        ["wrong password"] = w => new(w.Message() with { User = ("administrator@vsphere.local", "wrong") }),
        ["unknown user"] = w => new(w.Message() with { User = ("nobody@vsphere.local", "wrong") }),
        ["empty password"] = w => new(w.Message() with { User = ("administrator@vsphere.local", "") }),
        ["solution user with a password"] = w => new(w.Message() with { User = ("backup@vsphere.local", "") }),
        ["no password"] = w => new(w.Message() with { User = ("administrator@vsphere.local", null) }),
        ["nothing"] = w => new(w.Message() with { User = null }),
        ["unknown certificate"] = w => new(w.Message(w.Unknown)),
        ["certificate without signature"] = w => new(w.Message() with { User = null, ShownCertificate = w.Solution }),
        ["another's signature"] = w => new(w.Message(w.Unknown) with { ShownCertificate = w.Solution }),
        ["two users"] = w => new(w.Message(w.Solution) with { User = ("administrator@vsphere.local", StsWorld.Password) }),
        ["bent body"] = w => new(w.Message(w.Solution) with { Bend = text => text.Replace("<Delegatable>false", "<Delegatable>true", StringComparison.Ordinal) }),
        ["bent timestamp"] = w => new(w.Message(w.Solution) with { Bend = text => text.Replace("03:05:05", "03:06:05", StringComparison.Ordinal) }),
        ["no timestamp"] = w => new(w.Message() with { HasTimestamp = false }),
        ["two timestamps"] = w => new(w.Message() with { Bend = text => text.Replace("<wsse:UsernameToken>", "<wsu:Timestamp/><wsse:UsernameToken>", StringComparison.Ordinal) }),
        ["old message"] = w => new(w.Message() with { Now = w.Time.GetUtcNow().AddMinutes(-12) }),
        ["future message"] = w => new(w.Message() with { Now = w.Time.GetUtcNow().AddMinutes(11) }),
        ["life ends before it begins"] = w => new(w.Message() with { Life = TimeSpan.FromMinutes(-1) }),
        ["life begins too late"] = w => new(w.Message() with { Begins = TimeSpan.FromMinutes(11) }),
        ["life is over"] = w => new(w.Message() with { Begins = TimeSpan.FromMinutes(-9), Life = TimeSpan.FromMinutes(1) }),
        ["life is no time"] = w => new(w.Message() with { Life = null, Further = "<Lifetime><wsu:Created>soon</wsu:Created></Lifetime>" }),
        ["unknown kind of key"] = w => new(w.Message() with { KeyType = "SymmetricKey" }),
        ["no key"] = w => new(w.Message() with { KeyType = "PublicKey" }),
        ["UseKey without signature"] = w => new(w.Message() with { UseKey = true }),
        ["UseKey of another"] = w => new(w.Message(w.Solution) with { UseKey = false, Further = "<UseKey Sig=\"_other\"/>" }),
        ["wrong operation"] = w => new(w.Message() with { Action = Trust + "/RST/Renew" }),
        ["unknown operation"] = w => new(w.Message() with { Operation = "Cancel" }),
        ["doubled element"] = w => new(w.Message() with { Further = "<KeyType>x</KeyType>" }),
        ["no body"] = w => new(w.Message() with { Bend = text => text.Replace("<RequestSecurityToken xmlns", "<x:Other xmlns:x=\"urn:x\"/><RequestSecurityToken xmlns", StringComparison.Ordinal) }),
        ["Renew without token"] = w => new(w.Message(w.Solution) with { Operation = "Renew" }),
        ["Validate without token"] = w => new(w.Message() with { Operation = "Validate" }),
        ["unknown delegate"] = w => new(w.Message() with { KeyType = "PublicKey", Further = IssueTests.Delegate("administrator@vsphere.local") }),
        ["delegated bearer"] = w => new(w.Message() with { Further = IssueTests.Delegate("backup@vsphere.local") }),
        ["UseKey and DelegateTo"] = w => new(w.Message(w.Solution) with { Further = IssueTests.Delegate("backup@vsphere.local") }),
        ["negotiation"] = w => new(w.Message() with { User = null, Exchange = [1] }),
        ["response to nothing"] = w => new(w.Message() with { User = null, Operation = "Challenge", Context = "c", Exchange = [1] }),
        ["response without context"] = w => new(w.Message() with { User = null, Operation = "Challenge", Exchange = [1] }),
        ["bearer token in the header"] = async w => w.Message() with { User = null, HeaderToken = (await w.IssueAsync(w.Message())).Text },
        ["token without its signature"] = async w => w.Message() with { User = null, HeaderToken = (await w.IssueAsync(w.Message(w.Solution))).Text },
        ["token by another key"] = async w => w.Message(w.Unknown) with { HeaderToken = (await w.IssueAsync(w.Message(w.Solution))).Text },
        ["bent token"] = async w => w.Message(w.Solution) with { HeaderToken = (await w.IssueAsync(w.Message(w.Solution))).Text.Replace("backup@", "administrator@", StringComparison.Ordinal) },
        ["ActAs without the group"] = async w => w.Message(w.Plain) with { ActAs = (await w.IssueAsync(w.Message() with { Delegatable = true })).Text },
        ["ActAs unsigned"] = async w => w.Message() with { ActAs = (await w.IssueAsync(w.Message() with { Delegatable = true })).Text },
        ["ActAs bearer"] = async w => w.Message(w.Solution) with { KeyType = "Bearer", UseKey = false, ActAs = (await w.IssueAsync(w.Message() with { Delegatable = true })).Text },
        ["ActAs not delegatable"] = async w => w.Message(w.Solution) with { ActAs = (await w.IssueAsync(w.Message())).Text },
        ["ActAs bent"] = async w => w.Message(w.Solution) with { ActAs = (await w.IssueAsync(w.Message() with { Delegatable = true })).Text.Replace("Count=\"10\"", "Count=\"11\"", StringComparison.Ordinal) },
        ["ActAs and DelegateTo"] = async w => w.Message(w.Solution) with { UseKey = false, Further = IssueTests.Delegate("plain@vsphere.local"), ActAs = (await w.IssueAsync(w.Message() with { Delegatable = true })).Text },
        ["Renew of what is not renewable"] = async w => w.Message(w.Solution) with { Operation = "Renew", Target = (await w.IssueAsync(w.Message(w.Solution))).Text },
        ["Renew of a bearer token"] = async w => w.Message(w.Solution) with { Operation = "Renew", Target = (await w.IssueAsync(w.Message() with { Renewable = true })).Text },
        ["Renew by another key"] = async w => w.Message(w.Unknown) with { Operation = "Renew", Target = (await w.IssueAsync(w.Message(w.Solution) with { Renewable = true })).Text },
        ["Renew with two tokens"] = async w =>
        {
            var first = await w.IssueAsync(w.Message(w.Solution) with { Renewable = true });
            var second = await w.IssueAsync(w.Message(w.Solution) with { Renewable = true, Life = TimeSpan.FromHours(1) });
            return w.Message(w.Solution) with { Operation = "Renew", Target = first.Text, HeaderToken = second.Text };
        },
    };

    private readonly StsWorld _world = new();

    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        { "wrong password", Trust, "FailedAuthentication", Credentials, "wrong user name or password" },
        { "unknown user", Trust, "FailedAuthentication", Credentials, "wrong user name or password" },
        { "empty password", Trust, "FailedAuthentication", Credentials, "wrong user name or password" },
        { "solution user with a password", Trust, "FailedAuthentication", Credentials, "wrong user name or password" },
        { "no password", Security, "UnsupportedSecurityToken", "No credential is provided in UNT.", "No credential" },
        { "nothing", Trust, "FailedAuthentication", Credentials, "proves nobody" },
        { "unknown certificate", Trust, "FailedAuthentication", Credentials, "no user has the certificate of CN=unknown" },
        { "certificate without signature", Trust, "FailedAuthentication", Credentials, "is not signed" },
        { "another's signature", Security, "FailedCheck", "Signature is invalid.", "another key" },
        { "two users", Trust, "FailedAuthentication", Credentials, "two different users" },
        { "bent body", Security, "FailedCheck", "Signature is invalid.", "the body is not the one that was signed" },
        { "bent timestamp", Security, "FailedCheck", "Signature is invalid.", "the timestamp is not the one that was signed" },
        { "no timestamp", Security, "InvalidSecurity", Header, "no timestamp" },
        { "two timestamps", Security, "InvalidSecurity", Header, "twice" },
        { "old message", Security, "MessageExpired", "The time now 2030-01-02T03:04:05.678Z does not fall", "clock skew" },
        { "future message", Security, "MessageExpired", "The time now 2030-01-02T03:04:05.678Z does not fall", "clock skew" },
        { "life ends before it begins", Trust, "InvalidTimeRange", "Invalid token lifetime", "Invalid token lifetime" },
        { "life begins too late", Trust, "InvalidTimeRange", "The requested token start time differs from the issue instant", "600000 ms" },
        { "life is over", Trust, "InvalidTimeRange", "Invalid token lifetime", "Invalid token lifetime" },
        { "life is no time", Trust, "InvalidRequest", "Cannot parse requested token lifetime", "Cannot parse" },
        { "unknown kind of key", Trust, "InvalidRequest", "Unknown KeyType", "Unknown KeyType" },
        { "no key", Trust, "InvalidRequest", "Cannot find certificate to use.", "Cannot find" },
        { "UseKey without signature", Security, "InvalidSecurity", Header, "another signature" },
        { "UseKey of another", Security, "InvalidSecurity", Header, "another signature" },
        { "wrong operation", Trust, "InvalidRequest", "RequestType is different than operation executed.", "Renew is called for Issue" },
        { "unknown operation", Trust, "InvalidRequest", "RequestType is different than operation executed.", "not known" },
        { "doubled element", Trust, "InvalidRequest", "The request was invalid or malformed.", "more than one KeyType" },
        { "no body", Trust, "InvalidRequest", "The request was invalid or malformed.", "not one element" },
        { "Renew without token", Trust, "RequestFailed", "The renew request does not contain token for renewal!", "renew" },
        { "Validate without token", Trust, "RequestFailed", "The validate request does not contain token for validation!", "validate" },
        { "unknown delegate", Trust, "InvalidRequest", "Invalid delegate", "no solution user" },
        { "delegated bearer", Trust, "InvalidRequest", "Cannot issue delegated bearer token", "delegated bearer" },
        { "UseKey and DelegateTo", Trust, "InvalidRequest", "Request cannot be satisfied - both UseKey and DelegateTo are present", "both" },
        { "negotiation", Trust, "FailedAuthentication", Credentials, "no negotiation is configured" },
        { "response to nothing", Trust, "FailedAuthentication", Credentials, "no negotiation waits" },
        { "response without context", Trust, "RequestFailed", "Bad request! Missing context value!", "context" },
        { "bearer token in the header", Security, "UnsupportedSecurityToken", "Only HoK tokens are supported for authentication!", "HoK" },
        { "token without its signature", Trust, "FailedAuthentication", Credentials, "key did not sign" },
        { "token by another key", Security, "FailedCheck", "Signature is invalid.", "another key" },
        { "bent token", Trust, "FailedAuthentication", Credentials, "not the one that was signed" },
        { "ActAs without the group", Trust, "InvalidRequest", "Access not authorized!", @"VSPHERE.LOCAL\plain is not in the group" },
        { "ActAs unsigned", Security, "InvalidSecurity", Header, "not signed" },
        { "ActAs bearer", Trust, "InvalidRequest", "Cannot issue delegated bearer token", "delegated bearer" },
        { "ActAs not delegatable", Trust, "InvalidRequest", "Cannot continue delegation chain", "chain" },
        { "ActAs bent", Trust, "InvalidRequest", "'ActAs' token is invalid!", "not the one that was signed" },
        { "ActAs and DelegateTo", Trust, "InvalidRequest", "Ambiguity found: 'delegateTo' and 'actAs' used in same request!", "Ambiguity" },
        { "Renew of what is not renewable", Trust, "UnableToRenew", "Unable to renew non-renewable token", "non-renewable" },
        { "Renew of a bearer token", Security, "UnsupportedSecurityToken", "Only HoK tokens are supported for authentication!", "HoK" },
        { "Renew by another key", Security, "FailedCheck", "Signature is invalid.", "another key" },
        { "Renew with two tokens", Trust, "InvalidRequest", "Request should contain only one assertion!", "one assertion" },
    };

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_told_as_a_vCenter_tells_it(string message, string ns, string code, string text, string reason)
    {
        var answer = await _world.SendAsync(await Messages[message](_world));
        Assert.Equal((500, code), (answer.Status, answer.Fault));
        Assert.Contains($"<faultcode xmlns:ns0=\"{ns}\">ns0:{code}</faultcode><faultstring>{text.Replace("'", "&apos;", StringComparison.Ordinal)}", answer.Content, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(StsWorld.Password, answer.Reason, StringComparison.Ordinal);

        // pyVmomi takes the texts of the answer for code and reason when there are exactly two.
        var document = new System.Xml.XmlDocument();
        document.LoadXml(answer.Content);
        Assert.Equal(2, document.SelectNodes("//text()")!.Count);
    }

    [Fact]
    public async Task A_signed_request_is_good_once()
    {
        var message = _world.Message(_world.Solution);
        var text = message.Write();
        Assert.Equal(200, (await _world.SendAsync(text)).Status);
        var again = await _world.SendAsync(text);
        Assert.Equal(("FailedCheck", "the signed message came before"), (again.Fault, again.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")]
    [InlineData("<s:Envelope><s:Header/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"")]
    public async Task What_is_no_message_is_a_fault_of_the_client(string text)
    {
        var answer = await _world.SendAsync(text);
        Assert.Equal((500, "Client", "(none)"), (answer.Status, answer.Fault, answer.Operation));
        Assert.Contains("<faultcode>S:Client</faultcode>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header></s:Body></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body>&x;</s:Body></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body><x:a/></s:Body></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body/></s:Envelope><more/>")]
    public async Task What_breaks_within_the_envelope_is_a_fault_of_the_parser(string text)
    {
        var answer = await _world.SendAsync(text);
        Assert.Equal((500, "Server", "(none)"), (answer.Status, answer.Fault, answer.Operation));
        Assert.Contains("<faultcode>S:Server</faultcode><faultstring>org.xml.sax.SAXParseException</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<s:Header/>")]
    [InlineData("<s:Header><Security/></s:Header>")]
    [InlineData("")]
    public async Task A_message_without_a_security_header_is_told_so(string header)
    {
        var answer = await _world.SendAsync($"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">{header}<s:Body/></s:Envelope>");
        Assert.Equal(("InvalidSecurity", "the message has no security header"), (answer.Fault, answer.Reason));
        Assert.Contains("<faultstring>There is no Security element in the soap header</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_of_a_solution_user_proves_nothing()
    {
        _world.Time.Advance(TimeSpan.FromDays(21));
        var answer = await _world.SendAsync(_world.Message(_world.Solution));
        Assert.Equal(("FailedAuthentication", @"VSPHERE.LOCAL\backup"), (answer.Fault, answer.UserName));
        Assert.Contains("not valid now", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_an_account_that_is_gone_gets_no_other()
    {
        var token = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true });
        _world.Accounts.Replace([]);
        var renewal = await _world.SendAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = token.Text });
        Assert.Equal(("FailedAuthentication", "the token's user is gone"), (renewal.Fault, renewal.Reason));
    }

    /// <summary>docs/facts/automation-api.md: a federated vCenter cannot know whose domain is meant.</summary>
    [Fact]
    public async Task A_federated_vCenter_gives_no_token_for_a_password_without_a_domain()
    {
        using var federated = new StsWorld(federated: true);

        var refused = await federated.SendAsync(federated.Message() with { User = ("root", StsWorld.Password) });
        Assert.Equal("FailedAuthentication", refused.Fault);
        Assert.Contains("--federated", refused.Reason, StringComparison.Ordinal);
        await federated.IssueAsync(federated.Message());
    }

    [Fact]
    public async Task A_disabled_account_gets_no_token_by_certificate_and_no_other_for_one_that_it_has()
    {
        var token = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true });
        _world.Accounts.Change(AccountName.Parse("backup@vsphere.local"), static account => account! with { IsDisabled = true });

        var byCertificate = await _world.SendAsync(_world.Message(_world.Solution));
        var renewal = await _world.SendAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = token.Text });
        var byToken = await _world.SendAsync(_world.Message(_world.Solution) with { HeaderToken = token.Text });

        Assert.Equal(("FailedAuthentication", "the account is disabled"), (byCertificate.Fault, byCertificate.Reason));
        Assert.Equal("FailedAuthentication", renewal.Fault);
        Assert.Equal("FailedAuthentication", byToken.Fault);
        _world.Accounts.Change(AccountName.Parse("backup@vsphere.local"), static account => account! with { IsDisabled = false });
        await _world.IssueAsync(_world.Message(_world.Solution));
    }
}
