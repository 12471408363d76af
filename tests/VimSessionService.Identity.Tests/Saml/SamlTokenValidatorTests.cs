using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Saml;

/// <summary>What a token that is good says, in every form that tokens have (specification, LoginByToken; docs/facts/sessions.md).</summary>
public sealed class SamlTokenValidatorTests
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string Enc = "http://www.w3.org/2001/04/xmlenc#";

    private readonly Verifying _verifying = new();

    public static TheoryData<string, string> Algorithms => new()
    {
        { More + "rsa-sha256", Enc + "sha256" },
        { More + "rsa-sha384", More + "sha384" },
        { More + "rsa-sha512", Enc + "sha512" },
        { More + "ecdsa-sha256", Enc + "sha256" },
        { More + "ecdsa-sha384", More + "sha384" },
        { More + "ecdsa-sha512", Enc + "sha512" },
    };

    [Fact]
    public void A_bearer_token_says_who_its_bearer_is()
    {
        var principal = _verifying.Validate(new MessageMaker { Token = new TokenMaker().Make() }.Make());

        Assert.Equal(new AccountName("Administrator", "VSPHERE.LOCAL"), principal.Name);
        Assert.Equal(@"VSPHERE.LOCAL\Administrator", principal.Name.Display);
        Assert.Equal("Ada Lovelace", principal.FullName);
        Assert.Equal([@"vsphere.local\Users", @"vsphere.local\Administrators", @"vsphere.local\Everyone"], principal.Groups);
    }

    [Fact]
    public void A_token_that_never_ends_is_good()
    {
        var token = new TokenMaker { NotBefore = DateTimeOffset.MinValue, NotOnOrAfter = DateTimeOffset.MaxValue };

        Assert.Equal("Administrator", _verifying.Validate(new MessageMaker { Token = token.Make() }.Make()).Name.Name);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Tokens_and_messages_are_signed_with_every_algorithm_of_today(string algorithm, string digest)
    {
        var elliptic = algorithm.Contains("ecdsa", StringComparison.Ordinal);
        var holder = elliptic ? TestKeys.EllipticHolder : TestKeys.Holder;
        var style = new SigningStyle { Algorithm = algorithm, Digest = digest };
        var token = new TokenMaker { Signer = elliptic ? TestKeys.EllipticSts : TestKeys.Sts, Style = style, Holder = holder };
        var message = MessageMaker.HolderOfKey(token, holder) with { Style = style };

        Assert.Equal("Administrator", _verifying.Validate(message.Make()).Name.Name);
    }

    [Theory]
    [InlineData("saml2", "ds")]
    [InlineData("saml", "dsig")]
    [InlineData("a", "b")]
    [InlineData("", "")]
    [InlineData("xyz", "")]
    public void Prefixes_are_of_no_account(string saml, string signature)
    {
        var style = new SigningStyle { Prefix = signature };
        var token = new TokenMaker { Prefix = saml, Style = style with { PrefixList = "xsd xsi" }, Holder = TestKeys.Holder, Conditions = "" };
        var message = MessageMaker.HolderOfKey(token, TestKeys.Holder) with { Style = style };

        Assert.Equal("Administrator", _verifying.Validate(message.Make()).Name.Name);
        Assert.Equal("Administrator", new Verifying().Validate(message.Make().Replace("wsse:Security", "o:Security", StringComparison.Ordinal).Replace("xmlns:wsse=", "xmlns:o=", StringComparison.Ordinal)
            .Replace("wsse:KeyIdentifier", "o:KeyIdentifier", StringComparison.Ordinal)).Name.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("xsd")]
    [InlineData("xsd xsi saml2")]
    [InlineData("#default xsi")]
    [InlineData("none of these")]
    public void A_prefix_list_is_heeded(string? list)
    {
        var token = new TokenMaker { Style = new SigningStyle { PrefixList = list } };

        Assert.Equal("Administrator", _verifying.Validate(new MessageMaker { Token = token.Make() }.Make()).Name.Name);
    }

    [Fact]
    public void What_is_not_signed_may_be_printed_as_one_likes()
    {
        var message = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder).Make()
            .Replace("<soapenv:Header>", "<!-- by hand -->\r\n  <soapenv:Header>\n    ", StringComparison.Ordinal)
            .Replace("</wsse:Security>", "\n\t</wsse:Security>\n", StringComparison.Ordinal)
            .Replace("<ds:KeyInfo><wsse", "\n<ds:KeyInfo>\n<wsse", StringComparison.Ordinal);

        Assert.Equal("Administrator", _verifying.Validate(message).Name.Name);
    }

    [Fact]
    public void A_holder_of_key_token_is_good_with_the_certificate_of_the_connection()
    {
        var message = new MessageMaker { Token = new TokenMaker { Holder = TestKeys.Holder }.Make() }.Make();

        Assert.Equal("Administrator", _verifying.Validate(message, TestKeys.Holder).Name.Name);
        Assert.Contains("without a proof of its key", _verifying.Refusal(message, TestKeys.EllipticHolder), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_confirmations_one_is_enough()
    {
        var maker = new TokenMaker();
        var token = maker with { Confirmations = maker.HolderConfirmation(TestKeys.Holder) + maker.BearerConfirmation() };

        Assert.Equal("Administrator", _verifying.Validate(new MessageMaker { Token = token.Make() }.Make()).Name.Name);
    }

    [Fact]
    public void A_bearer_confirmation_that_is_over_leaves_the_key_to_be_shown()
    {
        var maker = new TokenMaker();
        var over = (maker with { NotOnOrAfter = TestKeys.Now.AddHours(-1) }).BearerConfirmation();
        var token = maker with { Confirmations = over + maker.HolderConfirmation(TestKeys.Holder) };

        Assert.Contains("without a proof of its key", _verifying.Refusal(new MessageMaker { Token = token.Make() }.Make()), StringComparison.Ordinal);
        Assert.Equal("Administrator", _verifying.Validate(MessageMaker.HolderOfKey(token, TestKeys.Holder).Make()).Name.Name);
    }

    [Theory]
    [InlineData("http://schemas.xmlsoap.org/claims/UPN", "ada@example.com", @"EXAMPLE.COM\ada")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName", @"EXAMPLE\ada", @"EXAMPLE\ada")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", @"EXAMPLE\ada", @"EXAMPLE\ada")]
    [InlineData(null, "ada@example.com", @"EXAMPLE.COM\ada")]
    public void A_name_is_read_as_its_format_says(string? format, string name, string display)
    {
        var token = new TokenMaker { NameFormat = format, NameId = name };

        Assert.Equal(display, _verifying.Validate(new MessageMaker { Token = token.Make() }.Make()).Name.Display);
    }

    [Fact]
    public void Clocks_may_be_ten_minutes_apart()
    {
        var token = new TokenMaker().Make();
        var message = new MessageMaker { Token = token }.Make();
        _verifying.Time.Advance(TimeSpan.FromMinutes(30 + 10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("Administrator", _verifying.Validate(message).Name.Name);
        _verifying.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("the assertion has expired", _verifying.Refusal(message));

        var early = new MessageMaker { Token = new TokenMaker { NotBefore = TestKeys.Now.AddMinutes(10) }.Make() }.Make();
        Assert.Equal("Administrator", new Verifying().Validate(early).Name.Name);
    }

    [Theory]
    [InlineData("https://vc.example.com/sdk", true)]
    [InlineData("https://VC.example.com:8989/", true)]
    [InlineData("https://vc.example.com.evil.example/", false)]
    [InlineData("ldap://vc.example.com/", false)]
    [InlineData("vc.example.com", false)]
    public void An_audience_is_the_services_own_address_or_one_that_was_configured(string audience, bool isOwn)
    {
        var message = new MessageMaker { Token = new TokenMaker { Conditions = Audience(audience) }.Make() }.Make();
        if (isOwn)
            Assert.Equal("Administrator", _verifying.Validate(message).Name.Name);
        else
            Assert.Equal("the assertion is for another audience", _verifying.Refusal(message));
        Assert.Equal("Administrator", new Verifying(Verifying.Settings with { Audiences = [audience] }).Validate(message).Name.Name);
        Assert.Equal("the assertion is for another audience", new Verifying(Verifying.Settings with { Audiences = ["urn:other"] }).Refusal(message));
    }

    [Fact]
    public void Every_restriction_of_the_audience_has_to_be_met()
    {
        var verifying = new Verifying(Verifying.Settings with { Audiences = ["urn:here"] });
        string Message(string conditions) => new MessageMaker { Token = new TokenMaker { Conditions = conditions }.Make() }.Make();

        Assert.Equal("Administrator", verifying.Validate(Message(Audience("urn:there", "urn:here"))).Name.Name);
        Assert.Equal("the assertion is for another audience", verifying.Refusal(Message(Audience("urn:here") + Audience("urn:there"))));
    }

    [Fact]
    public void A_token_for_one_use_is_good_for_one()
    {
        var message = new MessageMaker { Token = new TokenMaker { Conditions = "<saml2:OneTimeUse/>" }.Make() }.Make();

        Assert.Equal("Administrator", _verifying.Validate(message).Name.Name);
        Assert.Equal("the assertion is for one use, and was used or cannot be remembered", _verifying.Refusal(message));
    }

    [Fact]
    public void A_bearer_token_is_good_again_and_again()
    {
        var message = new MessageMaker { Token = new TokenMaker().Make(), HasTimestamp = true }.Make();

        Assert.Equal(_verifying.Validate(message).Name, _verifying.Validate(message).Name);
    }

    [Fact]
    public void A_signed_message_is_good_again_once_it_is_signed_again()
    {
        var maker = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder);
        var first = maker.Make();
        _verifying.Validate(first);

        Assert.Equal("the signed message came before", _verifying.Refusal(first));
        Assert.Equal("Administrator", _verifying.Validate((maker with { TimestampId = "_ts-2" }).Make()).Name.Name);
    }

    /// <summary>Only the timestamp's id tells these apart; a client that logs in again and again within a second sends nothing else.</summary>
    [Fact]
    public void Signed_messages_of_one_moment_are_not_taken_for_each_other()
    {
        var maker = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder);
        for (var i = 0; i < 600; i++)
            Assert.Equal("Administrator", _verifying.Validate((maker with { TimestampId = $"_ts-{i}" }).Make()).Name.Name);
    }

    [Fact]
    public void The_signature_may_come_before_the_assertion_and_the_timestamp_after_it()
    {
        var maker = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder);
        var message = maker.Make();
        var signature = message[message.LastIndexOf("<ds:Signature ", StringComparison.Ordinal)..message.IndexOf("</wsse:Security>", StringComparison.Ordinal)];
        var at = message.IndexOf("<wsu:Timestamp", StringComparison.Ordinal);

        Assert.Equal("Administrator", _verifying.Validate(message.Replace(signature, "", StringComparison.Ordinal).Insert(at, signature)).Name.Name);
    }

    [Fact]
    public void Without_a_trusted_sts_no_token_is_good_and_the_reason_says_what_to_do()
    {
        var validator = new VimSessionService.Identity.Saml.SamlTokenValidator(new TestIssuers(), Verifying.Settings, new Verifying().Time);
        var refused = Assert.Throws<Core.Authentication.ProofRefusedException>(() => validator.Validate("<broken"u8.ToArray(), new Core.ClientInfo(System.Net.IPAddress.Loopback, "test")));

        Assert.Equal("no STS is trusted: name one with --trusted-sts", refused.Message);
    }

    private static string Audience(params string[] audiences) =>
        $"<saml2:AudienceRestriction>{string.Concat(audiences.Select(audience => $"<saml2:Audience>{audience}</saml2:Audience>"))}</saml2:AudienceRestriction>";
}
