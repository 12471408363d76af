using System.Globalization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Keys;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>What a vCenter's security token service refuses of requests that another one would take, and with which words.</summary>
public sealed class RequestRuleTests : IDisposable
{
    private const string Issue = TokenMessage.Trust + "/RST/Issue";
    private const string Wsa = "http://www.w3.org/2005/08/addressing";

    /// <summary>Every element that the schema of a vCenter's security token service has in a request.</summary>
    public static TheoryData<string, string> KnownElements => new()
    {
        { "TokenType", "<TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType>" },
        { "RequestType", $"<RequestType>{Issue.Replace("/RST", "", StringComparison.Ordinal)}</RequestType>" },
        { "Lifetime", Lifetime("2030-01-02T03:05:00Z") },
        { "ValidateTarget", "<ValidateTarget/>" },
        { "RenewTarget", "<RenewTarget/>" },
        { "Renewing", "<Renewing Allow=\"false\" OK=\"false\"/>" },
        { "DelegateTo", "<DelegateTo/>" },
        { "Delegatable", "<Delegatable>false</Delegatable>" },
        { "ActAs", "<t:ActAs xmlns:t=\"http://docs.oasis-open.org/ws-sx/ws-trust/200802\"/>" },
        { "UseKey", "<UseKey Sig=\"_sig\"/>" },
        { "KeyType", $"<KeyType>{TokenMessage.Trust}/Bearer</KeyType>" },
        { "SignatureAlgorithm", "<SignatureAlgorithm>http://www.w3.org/2001/04/xmldsig-more#rsa-sha256</SignatureAlgorithm>" },
        { "BinaryExchange", "<BinaryExchange/>" },
        { "Participants", "<Participants/>" },
        { "Claims", "<Claims/>" },
        { "AdviceSet", "<a:AdviceSet xmlns:a=\"http://www.rsa.com/names/2009/12/std-ext/WS-Trust1.4/advice\"/>" },
    };

    private readonly StsWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_timestamp_that_expires_before_it_was_made_is_no_lifetime()
    {
        var answer = await _world.SendAsync(_world.Message() with { MessageLife = TimeSpan.Zero });
        Assert.Equal("InvalidSecurity", answer.Fault);
        Assert.Contains("<faultstring>Invalid request lifetime [ 2030-01-02T03:04:05.678Z; 2030-01-02T03:04:05.678Z)</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2030-01-02T03:04:05.678+00:00")]
    [InlineData("2030-01-02T05:04:05.678+02:00")]
    [InlineData("2030-01-02T03:04:05.678")]
    [InlineData("soon")]
    public async Task A_timestamp_that_is_not_in_UTC_is_not_parsed(string created)
    {
        var answer = await _world.SendAsync(_world.Message() with { Bend = text => ReplaceFirst(text, "<wsu:Created>2030-01-02T03:04:05.678Z", "<wsu:Created>" + created) });
        Assert.Equal("InvalidSecurity", answer.Fault);
        Assert.Contains("<faultstring>Cannot parse request lifetime</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2030-01-02T03:05:00+02:00")]
    [InlineData("2030-01-02T03:05:00")]
    public async Task A_lifetime_that_is_not_in_UTC_is_not_parsed(string expires)
    {
        var answer = await _world.SendAsync(_world.Message() with { Life = null, Further = Lifetime(expires) });
        Assert.Equal("InvalidRequest", answer.Fault);
        Assert.Contains("<faultstring>Cannot parse requested token lifetime</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "000")]
    [InlineData(".5", "500")]
    [InlineData(".123", "123")]
    [InlineData(".123456", "123")]
    [InlineData(".1234567", "123")]
    [InlineData(".123999999", "123")]
    [InlineData(".12345678901234567890", "123")]
    public async Task A_fraction_has_any_number_of_digits_of_which_milliseconds_are_kept(string fraction, string kept)
    {
        var token = await _world.IssueAsync(_world.Message() with { Life = null, Further = Lifetime($"2030-01-02T03:05:00{fraction}Z") });
        Assert.Equal($"2030-01-02T03:05:00.{kept}Z", token.All("s:Assertion/s:Conditions/@NotOnOrAfter").Single());
        Assert.Equal(200, (await _world.SendAsync(_world.Message() with { Bend = text => ReplaceFirst(text, "<wsu:Created>2030-01-02T03:04:05.678Z", $"<wsu:Created>2030-01-02T03:04:05{fraction}Z") })).Status);
    }

    [Theory]
    [InlineData(Issue, null)]
    [InlineData("urn:x", "urn:x")]
    [InlineData(TokenMessage.Trust + "/RST/Renew", TokenMessage.Trust + "/RST/Renew")]
    [InlineData("", "")]
    public async Task An_action_is_that_of_the_operation(string action, string? shown)
    {
        var answer = await _world.SendAsync(_world.Message() with { Bend = text => WithAction(text, action) });
        Assert.Equal(shown is null ? null : "InvalidRequest", answer.Fault);
        if (shown is not null)
        {
            Assert.Contains(
                $"<faultstring>The passed-in wsa:Action &apos;{shown}&apos; does not match the expected SOAP action &apos;{Issue}&apos; of the current wsdl operation.</faultstring>",
                answer.Content, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Issue")]
    [InlineData("Renew")]
    [InlineData("Validate")]
    [InlineData("Challenge")]
    public async Task Each_operation_has_an_action_of_its_own(string operation)
    {
        var expected = operation == "Challenge" ? TokenMessage.Trust + "/RSTR/Issue" : $"{TokenMessage.Trust}/RST/{operation}";
        using var world = new StsWorld(new NegotiationTests.ScriptedNegotiator());
        var message = await MessageOfAsync(world, operation);

        foreach (var action in new[] { Issue, TokenMessage.Trust + "/RST/Renew", TokenMessage.Trust + "/RST/Validate", TokenMessage.Trust + "/RSTR/Issue" }.Where(action => action != expected))
        {
            var refused = await world.SendAsync(message with { Bend = text => WithAction(text, action) });
            Assert.Equal("InvalidRequest", refused.Fault);
            Assert.Contains(
                $"The passed-in wsa:Action &apos;{action}&apos; does not match the expected SOAP action &apos;{expected}&apos; of the current wsdl operation.",
                refused.Content, StringComparison.Ordinal);
        }

        var answer = await world.SendAsync(message with { Bend = text => WithAction(text, expected) });
        Assert.Equal((200, null), (answer.Status, answer.Fault));
    }

    [Fact]
    public async Task Two_actions_are_refused()
    {
        var answer = await _world.SendAsync(_world.Message() with { Bend = text => WithAction(WithAction(text, Issue), Issue) });
        Assert.Equal(("InvalidRequest", "there is more than one wsa:Action"), (answer.Fault, answer.Reason));
        Assert.Contains("The passed-in wsa:Action", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<AppliesTo/>", "AppliesTo")]
    [InlineData("<KeySize>256</KeySize>", "KeySize")]
    [InlineData("<Entropy/>", "Entropy")]
    [InlineData("<OnBehalfOf/>", "OnBehalfOf")]
    [InlineData("<x:Claims xmlns:x=\"urn:x\"/>", "Claims")]
    [InlineData("<x:AppliesTo xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/policy\"/>", "AppliesTo")]
    [InlineData("<ActAs/>", "ActAs")]
    [InlineData("<Claims/><Claims/>", "Claims")]
    [InlineData("<TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType>", "TokenType")]
    [InlineData("<KeyType/>", "KeyType")]
    [InlineData("<Delegatable>true</Delegatable>", "Delegatable")]
    public async Task What_the_schema_does_not_know_or_knows_once_is_a_fault(string element, string named)
    {
        var answer = await _world.SendAsync(_world.Message() with { Further = element });
        Assert.Equal((500, "InvalidRequest"), (answer.Status, answer.Fault));
        Assert.Contains(named, answer.Reason, StringComparison.Ordinal);
        Assert.Contains("<faultstring>The request was invalid or malformed.</faultstring>", answer.Content, StringComparison.Ordinal);
    }

    /// <summary>A first one may be refused for what it holds, but not for being there.</summary>
    [Theory]
    [MemberData(nameof(KnownElements))]
    public async Task Each_element_of_the_schema_is_known_and_a_second_one_is_a_fault(string name, string element)
    {
        var hasOne = _world.Message().Write().Contains($"<{name}", StringComparison.Ordinal);
        var once = await _world.SendAsync(_world.Message() with { Further = hasOne ? "" : element });
        var twice = await _world.SendAsync(_world.Message() with { Further = hasOne ? element : element + element });

        Assert.DoesNotContain("schema does not know", once.Reason ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("more than one", once.Reason ?? "", StringComparison.Ordinal);
        Assert.Equal((500, "InvalidRequest", $"there is more than one {name}"), (twice.Status, twice.Fault, twice.Reason));
        Assert.Contains("<faultstring>The request was invalid or malformed.</faultstring>", twice.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Claims/>")]
    [InlineData("<a:AdviceSet xmlns:a=\"http://www.rsa.com/names/2009/12/std-ext/WS-Trust1.4/advice\"/>")]
    [InlineData("<SignatureAlgorithm>http://www.w3.org/2001/04/xmldsig-more#rsa-sha256</SignatureAlgorithm>")]
    [InlineData("<Participants/>")]
    public async Task What_the_schema_knows_is_taken_once(string element) =>
        Assert.Equal(200, (await _world.SendAsync(_world.Message() with { Further = element })).Status);

    [Fact]
    public async Task An_expired_signing_certificate_issues_nothing_and_says_its_dates()
    {
        using var world = new StsWorld(keys: new OwnSigningKey(SigningKey.Create(StsWorld.Start.AddDays(-10), TimeSpan.FromDays(9))));
        var answer = await world.SendAsync(world.Message());
        Assert.Equal((500, "InvalidTimeRange"), (answer.Status, answer.Fault));
        Assert.Contains(
            "<faultstring>The token authority rejected an issue request for TimePeriod [startTime=Wed Jan 02 03:04:05 UTC 2030, endTime=Wed Jan 02 03:09:05 UTC 2030] :: "
            + "Signing certificate is not valid at Wed Jan 02 03:04:05 UTC 2030, cert validity: TimePeriod [startTime=Sun Dec 23 03:04:05 UTC 2029, endTime=Tue Jan 01 03:04:05 UTC 2030]</faultstring>",
            answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signing_certificate_that_is_not_yet_valid_issues_nothing()
    {
        using var world = new StsWorld(keys: new OwnSigningKey(SigningKey.Create(StsWorld.Start.AddDays(1), TimeSpan.FromDays(9))));
        Assert.Equal("InvalidTimeRange", (await world.SendAsync(world.Message())).Fault);
    }

    [Fact]
    public async Task A_token_ends_with_the_signing_certificate()
    {
        using var world = new StsWorld(keys: new OwnSigningKey(SigningKey.Create(StsWorld.Start.AddDays(-1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(2))));
        var token = await world.IssueAsync(world.Message());
        Assert.Equal(world.Keys.Current.Certificate.NotAfter.ToUniversalTime(), token.To.UtcDateTime);
    }

    [Theory]
    [InlineData("root@localos", "root@LOCALOS")]
    [InlineData(@"LOCALOS\ROOT", "root@LOCALOS")]
    [InlineData("root", "root@LOCALOS")]
    public async Task An_account_without_a_domain_is_one_of_localos(string name, string subject) =>
        Assert.Equal(subject, (await _world.IssueAsync(_world.Message() with { User = (name, StsWorld.Password) })).Subject);

    [Fact]
    public async Task Nobody_of_localos_is_sought_in_another_domain() =>
        Assert.Equal("FailedAuthentication", (await _world.SendAsync(_world.Message() with { User = ("administrator@localos", StsWorld.Password) })).Fault);

    /// <summary>A token names an extension by its key: once an account has that name, the extension gets none.</summary>
    [Theory]
    [InlineData("com.example.ext")]
    [InlineData("com.example.ext@vsphere.local")]
    public async Task An_extension_whose_key_has_become_the_name_of_an_account_gets_no_token(string account)
    {
        Assert.Equal("com.example.ext@VSPHERE.LOCAL", (await _world.IssueAsync(_world.Message(_world.Extension))).Subject);
        _world.Accounts.Replace([new Account { Name = AccountName.Parse(account) }]);
        var answer = await _world.SendAsync(_world.Message(_world.Extension) with { Now = _world.Time.GetUtcNow().AddMilliseconds(1) });
        Assert.Equal("FailedAuthentication", answer.Fault);
    }

    /// <summary>What strangers send is not remembered: as much of it as anybody likes leaves the room of others as it is.</summary>
    [Fact]
    public async Task A_signed_request_is_good_once_and_only_a_proven_one_is_remembered()
    {
        var refused = _world.Message(_world.Unknown).Write();
        Assert.Equal(("FailedAuthentication", "FailedAuthentication"), ((await _world.SendAsync(refused)).Fault, (await _world.SendAsync(refused)).Fault));

        var wrongPassword = (_world.Message(_world.Unknown) with { User = ("administrator@vsphere.local", "wrong") }).Write();
        Assert.Equal(("FailedAuthentication", "FailedAuthentication"), ((await _world.SendAsync(wrongPassword)).Fault, (await _world.SendAsync(wrongPassword)).Fault));

        var good = (_world.Message(_world.Unknown) with { User = ("administrator@vsphere.local", StsWorld.Password) }).Write();
        Assert.Equal(200, (await _world.SendAsync(good)).Status);
        Assert.Equal("the signed message came before", (await _world.SendAsync(good)).Reason);
    }

    /// <summary>A request that is granted; of a challenge, the second leg of a negotiation that has begun.</summary>
    private static async Task<TokenMessage> MessageOfAsync(StsWorld world, string operation)
    {
        if (operation == "Issue")
            return world.Message();
        if (operation == "Challenge")
        {
            var leg = world.Message() with { User = null, Context = "c", Exchange = [1] };
            Assert.Equal(200, (await world.SendAsync(leg)).Status);
            return leg with { Operation = operation, Exchange = [0] };
        }

        var token = await world.IssueAsync(world.Message(world.Solution) with { Renewable = true });
        world.Time.Advance(TimeSpan.FromSeconds(1));
        return (operation == "Renew" ? world.Message(world.Solution) : world.Message() with { User = null }) with { Operation = operation, Target = token.Text };
    }

    private static string Lifetime(string expires) => $"<Lifetime><wsu:Expires>{expires}</wsu:Expires></Lifetime>";

    private static string WithAction(string text, string action) =>
        ReplaceFirst(text, "<soap:Header>", string.Create(CultureInfo.InvariantCulture, $"<soap:Header><wsa:Action xmlns:wsa=\"{Wsa}\">{action}</wsa:Action>"));

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }
}
