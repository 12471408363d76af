using System.Net;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Detached;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;
using VimSessionService.Testing;

namespace VimSessionService.Identity.Tests;

/// <summary>
/// The work on a message grows with its size and no faster, whichever of its lists, names and texts is made longer, by a stranger or by
/// somebody who is known; and it takes a fixed multiple of its size in memory.
/// </summary>
public sealed class GrowthTests : IDisposable
{
    /// <summary>Bytes allocated for each byte of a message: the smallest element has four, and takes some hundred and fifty in the tree.</summary>
    private const double MemoryMultiple = 120;

    /// <summary>What is written n times, or n long, within the body of a request for a token; and n.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Contents = new(StringComparer.Ordinal)
    {
        ["elements"] = (n => Repeat(n, _ => "<a/>"), 2_000),
        ["elements with text"] = (n => Repeat(n, i => $"<a>{i}</a>"), 1_000),
        ["elements in one another"] = (n => Repeat(n, _ => Nested(40)), 50),
        ["the name of an element"] = (n => $"<a{new string('b', n)}/>", 20_000),
        ["names"] = (n => Repeat(n, i => $"<a{i}/>"), 1_500),
        ["text"] = (n => new string('x', n), 40_000),
        ["references in text"] = (n => Repeat(n, _ => "&amp;"), 8_000),
        ["greater-than signs in text"] = (n => new string('>', n), 20_000),
        ["line ends in text"] = (n => Repeat(n, _ => "\r\n"), 10_000),
        ["CDATA sections"] = (n => Repeat(n, _ => "<![CDATA[x]]>"), 2_000),
        ["comments"] = (n => Repeat(n, _ => "<!--x-->"), 2_000),
        ["elements with attributes"] = (n => Repeat(n, _ => $"<a {Repeat(30, i => $" b{i}=\"\"")}/>"), 100),
        ["the value of an attribute"] = (n => $"<a b=\"{new string('x', n)}\"/>", 40_000),
        ["references in a value"] = (n => $"<a b=\"{Repeat(n, _ => "&lt;")}\"/>", 8_000),
        ["the name of an attribute"] = (n => $"<a b{new string('x', n)}=\"\"/>", 40_000),
        ["prefixes of attributes"] = (n => $"<a{Declared(n)}>{Repeat(60, _ => $"<b {Repeat(30, i => $" p{i * n / 30}:c=\"\"")}/>")}</a>", 50),
        ["declarations of one prefix"] = (n => Repeat(n, _ => "<p:a xmlns:p=\"urn:x\"/>"), 1_000),
        ["a namespace that every element declares anew"] = (n => $"<a xmlns:p=\"urn:{new string('x', 900)}\">{Repeat(n, _ => "<p:b/>")}</a>", 1_000),
        ["the length of a namespace"] = (n => $"<a xmlns:p=\"urn:{new string('x', n)}\">{Repeat(500, _ => "<p:b/>")}</a>", 250),
        ["the length of a namespace that is too long"] = (n => $"<a xmlns:p=\"urn:{new string('x', n)}\">{Repeat(500, _ => "<p:b/>")}</a>", 20_000),
        ["attributes of long namespaces that differ at their end"] =
            (n => $"<a xmlns:p=\"urn:{new string('x', 900)}p\" xmlns:q=\"urn:{new string('x', 900)}q\">{Repeat(n, _ => $"<b {Repeat(15, i => $" p:c{i}=\"\" q:c{i}=\"\"")}/>")}</a>", 60),
        ["ids"] = (n => Repeat(n, i => $"<a Id=\"i{i}\"/>"), 1_000),
    };

    private static readonly Dictionary<string, (Func<int, TokenMaker> Make, int N)> Tokens = new(StringComparer.Ordinal)
    {
        ["groups"] = (n => new TokenMaker { Groups = [.. Enumerable.Range(0, n).Select(i => $@"corp\group{i}")] }, 90),
        ["the name of the user"] = (n => new TokenMaker { NameId = new string('u', n) + "@corp" }, 10_000),
        ["attributes"] = (n => new TokenMaker { Extra = $"<saml2:AttributeStatement>{Repeat(n, i => $"<saml2:Attribute Name=\"urn:{i}\"><saml2:AttributeValue>x</saml2:AttributeValue></saml2:Attribute>")}</saml2:AttributeStatement>" }, 120),
        ["statements"] = (n => new TokenMaker { Extra = Repeat(n, _ => "<saml2:AttributeStatement/>") }, 300),
        ["audiences"] = (n => new TokenMaker { Conditions = $"<saml2:AudienceRestriction>{Repeat(n, i => $"<saml2:Audience>https://h{i}/</saml2:Audience>")}</saml2:AudienceRestriction>" }, 200),
        ["restrictions"] = (n => new TokenMaker { Conditions = Repeat(n, _ => "<saml2:AudienceRestriction><saml2:Audience>https://vc.example.com/</saml2:Audience></saml2:AudienceRestriction>") }, 120),
        ["delegates"] = (n => new TokenMaker
        {
            Conditions = "<saml2:Condition xmlns:del=\"urn:oasis:names:tc:SAML:2.0:conditions:delegation\" xsi:type=\"del:DelegationRestrictionType\">"
                + Repeat(n, _ => "<del:Delegate><saml2:NameID>a@b</saml2:NameID></del:Delegate>") + "</saml2:Condition>",
        }, 150),
        ["conditions with types"] = (n => new TokenMaker { Conditions = Repeat(n, _ => "<saml2:Condition xmlns:r=\"http://www.rsa.com/names/2009/12/std-ext/SAML2.0\" Count=\"1\" xsi:type=\"r:RenewRestrictionType\"/>") }, 100),
        ["confirmations"] = (n => new TokenMaker { Confirmations = Repeat(n, _ => "<saml2:SubjectConfirmation Method=\"urn:x\"/>") }, 200),
        ["prefixes of the prefix list"] = (n => new TokenMaker { Style = new SigningStyle { PrefixList = string.Join(' ', Enumerable.Range(0, n).Select(i => $"p{i}")) } }, 15),
        ["a prefix list that is too long"] = (n => new TokenMaker { Style = new SigningStyle { PrefixList = string.Join(' ', Enumerable.Range(0, n).Select(i => $"p{i}")) } }, 1_500),
        ["certificates of the signature"] = (n => new TokenMaker
        {
            Style = new SigningStyle { PrefixList = "xsd xsi" },
            BeforeSigning = text => text,
            Extra = Repeat(n, _ => "<saml2:Advice><saml2:AssertionIDRef>x</saml2:AssertionIDRef></saml2:Advice>"),
        }, 130),
        ["references"] = (n => new TokenMaker { Style = new SigningStyle { SignedInfo = text => text.Replace("</ds:SignedInfo>", Repeat(n, _ => "<ds:Reference URI=\"#x\"/>") + "</ds:SignedInfo>", StringComparison.Ordinal) } }, 400),
        ["transforms"] = (n => new TokenMaker { Style = new SigningStyle { SignedInfo = text => text.Replace("</ds:Transforms>", Repeat(n, _ => $"<ds:Transform Algorithm=\"{XmlSigner.ExclusiveC14N}\"/>") + "</ds:Transforms>", StringComparison.Ordinal) } }, 150),
        ["attributes of SignedInfo"] = (n => new TokenMaker { Style = new SigningStyle { SignedInfo = text => text.Replace("<ds:SignedInfo>", $"<ds:SignedInfo a=\"{new string('x', n)}\">", StringComparison.Ordinal) } }, 8_000),
    };

    private readonly StsWorld _world = new();
    private readonly Verifying _verifying = new();
    private readonly LookupService _lookup = new(new LookupInstance { SsoDomain = "vsphere.local", InstanceUuid = Guid.Empty, ApiVersion = "8.0.3.0" });

    public static TheoryData<string> OfContents => [.. Contents.Keys];

    public static TheoryData<string> OfTokens => [.. Tokens.Keys];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(OfContents))]
    public void A_strangers_request_for_a_token(string content) =>
        AssertLinear(content, n => (_world.Message() with { User = null, Further = Claims(content, n) }).Write());

    /// <summary>Whose signature is good, so that digests are made; what was signed was bent afterwards.</summary>
    [Theory]
    [MemberData(nameof(OfContents))]
    public void A_signed_request_for_a_token(string content) =>
        AssertLinear(content, n => (_world.Message(_world.Solution) with { Further = "<Claims/>", Bend = text => text.Replace("<Claims/>", Claims(content, n), StringComparison.Ordinal) }).Write());

    [Theory]
    [MemberData(nameof(OfContents))]
    public void Headers_of_a_request_for_a_token(string content) => AssertLinear(content, n => (_world.Message() with
    {
        User = null,
        Bend = text => text.Replace("<soap:Header>", $"<soap:Header><x>{Contents[content].Make(n)}</x>", StringComparison.Ordinal)
            .Replace("</wsse:Security>", $"<x>{Contents[content].Make(n)}</x></wsse:Security>", StringComparison.Ordinal),
    }).Write());

    [Theory]
    [MemberData(nameof(OfContents))]
    public void A_call_to_the_lookup_service(string content) => AssertLinear(
        content,
        n => Encoding.UTF8.GetBytes($"<e:Envelope xmlns:e=\"{XmlNames.Soap}\"><e:Body><List xmlns=\"urn:lookup\"><_this>ServiceRegistration</_this><filterCriteria>{Contents[content].Make(n)}</filterCriteria></List></e:Body></e:Envelope>"),
        call => _lookup.Answer(call, ServiceAddress.Unknown, CancellationToken.None),
        Contents[content].N);

    [Theory]
    [MemberData(nameof(OfTokens))]
    public void A_login_by_token(string part) => AssertLinear(
        part, n => Encoding.UTF8.GetBytes(new MessageMaker { Token = Tokens[part].Make(n).Make() }.Make()), Validate, Tokens[part].N);

    [Theory]
    [MemberData(nameof(OfTokens))]
    public void A_login_by_a_token_that_nobody_signed(string part) => AssertLinear(
        part, n => Encoding.UTF8.GetBytes(new MessageMaker { Token = (Tokens[part].Make(n) with { Signer = TestKeys.Attacker, ShowsCertificate = false }).Make() }.Make()), Validate, Tokens[part].N);

    [Theory]
    [InlineData("participants", "<a:Participant xmlns:a=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\"/>")]
    [InlineData("unknown elements", "<x/>")]
    public void The_parts_of_a_request(string what, string element) => AssertLinear(
        what,
        n => Encoding.UTF8.GetBytes((_world.Message() with { Further = $"<Participants>{Repeat(n, _ => element)}</Participants>" }).Write()),
        Send,
        600);

    /// <summary>175 kilobytes that once cost 7.2 gigabytes and 196 seconds: the canonical form is not made further than the message is worth.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    public async Task A_namespace_that_is_multiplied_costs_no_more_than_the_message_allows(int multiple)
    {
        using var world = new StsWorld(settings: new StsOptions { Message = new MessageLimits { CanonicalMultiple = multiple } });
        var content = $"<a xmlns:p=\"urn:{new string('x', 1_000)}\">{Repeat(15_000, _ => "<p:b/>")}</a>";
        var message = world.Message(world.Solution) with
        {
            Further = "<Claims/>",
            Bend = text => text.Replace("<Claims/>", $"<Claims>{content}</Claims>", StringComparison.Ordinal),
        };
        var answer = await world.SendAsync(message);
        Assert.Equal(("FailedCheck", $"what is signed is more than {multiple} times as large in canonical form as the message (--max-canonical-multiple)"), (answer.Fault, answer.Reason));
    }

    /// <summary>Groups of the account become values of the token.</summary>
    [Fact]
    public void A_token_for_an_account_of_many_groups() => AssertOutcome("groups", MessageOfManyGroups, null, "", 2_000);

    /// <summary>A token with many groups, which this service issued, is verified whole; what is asked for with it is refused after that, so that it can be asked again.</summary>
    [Theory]
    [InlineData("Validate", null, "")]
    [InlineData("Renew", "UnsupportedSecurityToken", "HoK")]
    [InlineData("ActAs", "InvalidRequest", "Cannot issue delegated bearer token")]
    public async Task A_token_within_a_request(string operation, string? fault, string reason)
    {
        var tokens = new Dictionary<int, string>();
        foreach (var n in new[] { 50, 100, 200, 400 })
            tokens[n] = IssuedAssertion.Of(await _world.SendAsync(MessageOfManyGroups(n))).Text;
        AssertOutcome(operation, n => Encoding.UTF8.GetBytes(Message(tokens[n]).Write()), fault, reason, 100);

        TokenMessage Message(string token) => operation switch
        {
            "Validate" => _world.Message() with { User = null, Operation = operation, Target = token },
            "Renew" => _world.Message(_world.Solution) with { Operation = operation, Target = token },
            _ => _world.Message(_world.Solution) with { KeyType = "Bearer", UseKey = false, ActAs = token },
        };
    }

    private byte[] MessageOfManyGroups(int n)
    {
        var name = $"u{n}@vsphere.local";
        var account = new Account { Name = AccountName.Parse(name), Password = new PlainPassword(StsWorld.Password), Groups = [.. Enumerable.Range(0, n).Select(static i => $"group{i}@vsphere.local")] };
        _world.Accounts.Replace([.. _world.Accounts.All.Select(static known => known.Account).Where(known => !known.Name.Equals(account.Name)), account]);
        return Encoding.UTF8.GetBytes((_world.Message() with { User = (name, StsWorld.Password) }).Write());
    }

    /// <summary>The time grows no faster than the number, the memory no faster than the message and its answer, and the answer is the expected one.</summary>
    private void AssertOutcome(string what, Func<int, byte[]> make, string? fault, string reason, int n)
    {
        var length = 0;
        Growth.AssertLinear(what, make, Answer, n);
        var large = make(4 * n);
        Answer(large);
        Growth.AssertMemory(what, large.Length + length, MemoryMultiple, () => Answer(large), constant: 200_000);

        void Answer(byte[] message)
        {
            var answering = _world.SendAsync(message).AsTask();
            Assert.True(answering.IsCompletedSuccessfully); // all of the work was done on this thread
            var answer = answering.Result;
            Assert.True(
                answer.Fault == fault && (reason.Length > 0 ? answer.Reason?.Contains(reason, StringComparison.Ordinal) is true : string.IsNullOrEmpty(answer.Reason)), $"{what}: {answer.Fault}: {answer.Reason}");
            length = answer.Content.Length;
        }
    }

    /// <summary>The client leaves while the canonical form is made: no more of it is.</summary>
    [Fact]
    public async Task The_canonical_form_ends_in_its_midst_when_the_client_leaves()
    {
        using var gone = new CancellationTokenSource();
        var content = $"<a xmlns:p=\"urn:x\">{Repeat(15_000, _ => "<p:b/>")}</a>";
        var (whole, cut) = (0, 0);
        var length = 0L;
        Write(part => whole++, CancellationToken.None, out length);
        Assert.InRange(whole, 10, int.MaxValue);
        Assert.InRange(length, 20_000, long.MaxValue);

        Assert.Throws<OperationCanceledException>(() => Write(
            part =>
            {
                if (++cut == whole / 2)
                    gone.Cancel();
            },
            gone.Token,
            out length));
        Assert.InRange(cut, whole / 2, (whole / 2) + 1);
        await Assert.ThrowsAsync<OperationCanceledException>(() => _world.SendAsync(Encoding.UTF8.GetBytes(_world.Message(_world.Solution).Write()), cancellationToken: gone.Token).AsTask());

        void Write(Action<ReadOnlySpan<byte>> told, CancellationToken leaves, out long written)
        {
            var document = MessageDocument.Load(Encoding.UTF8.GetBytes(content), cancellationToken: leaves);
            using var output = new CanonicalOutput(document, part => told(part));
            try
            {
                ExclusiveCanonicalization.Write(output, document.Root);
            }
            finally
            {
                written = document.CanonicalBytes;
            }
        }
    }

    [Fact]
    public async Task Work_on_a_message_ends_when_the_client_has_gone()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _world.SendAsync(_world.Message(_world.Solution).Write(), cancellationToken: gone.Token).AsTask());
    }

    [Fact]
    public async Task Work_on_a_login_by_token_ends_when_the_client_has_gone()
    {
        var (message, client) = (MessageSecurity.Of(Encoding.UTF8.GetBytes(new MessageMaker { Token = new TokenMaker().Make() }.Make())), new ClientInfo(IPAddress.Loopback, "test"));
        var detached = new DetachedToken(Encoding.UTF8.GetBytes(new TokenMaker().Make()), null);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _verifying.Validator.ValidateAsync(message, client, gone.Token).AsTask());
        await Assert.ThrowsAsync<OperationCanceledException>(() => _verifying.Validator.ValidateAsync(detached, client, gone.Token).AsTask());
        Assert.NotNull(await _verifying.Validator.ValidateAsync(message, client, TestContext.Current.CancellationToken));
    }

    /// <summary>The client leaves after the message was read: no canonical form is made for it.</summary>
    [Fact]
    public async Task The_canonical_form_of_a_login_by_token_ends_when_the_client_leaves()
    {
        var message = MessageSecurity.Of(Encoding.UTF8.GetBytes(new MessageMaker { Token = new TokenMaker().Make() }.Make()));
        using var gone = new CancellationTokenSource();
        _ = message.Read(new MessageReader(MessageLimits.Usual), gone.Token);
        await gone.CancelAsync();
        var validation = _verifying.Validator.ValidateAsync(message, new ClientInfo(IPAddress.Loopback, "test"), gone.Token);
        await Assert.ThrowsAsync<OperationCanceledException>(validation.AsTask);
    }

    [Fact]
    public async Task Reading_ends_when_the_client_has_gone()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var call = Encoding.UTF8.GetBytes($"<e:Envelope xmlns:e=\"{XmlNames.Soap}\"><e:Body><GetSiteId xmlns=\"urn:lookup\"><_this>ServiceRegistration</_this></GetSiteId></e:Body></e:Envelope>");
        Assert.Equal("GetSiteId", _lookup.Answer(call, ServiceAddress.Unknown, TestContext.Current.CancellationToken).Operation);
        Assert.Throws<OperationCanceledException>(() => _lookup.Answer(call, ServiceAddress.Unknown, gone.Token));
        Assert.Throws<OperationCanceledException>(() => _lookup.MethodOf(call, gone.Token));
    }

    /// <summary>A stranger's key is known to be nobody's before anything is hashed for it.</summary>
    [Fact]
    public void Digests_are_not_made_for_a_stranger()
    {
        var document = MessageDocument.Load(Encoding.UTF8.GetBytes(new TokenMaker { Signer = TestKeys.Attacker, ShowsCertificate = false }.Make()), cancellationToken: TestContext.Current.CancellationToken);
        var verifier = new Identity.Saml.AssertionVerifier(new TestIssuers(TestKeys.Sts), Verifying.Settings, _verifying.Time);
        Assert.Throws<ProofRefusedException>(() => verifier.Verify(document.Root));
        var signedInfo = document.Elements.ToArray().First(element => element.LocalName == "SignedInfo");
        Assert.InRange(document.CanonicalBytes, 1, signedInfo.Length + 500);
    }

    private static string Claims(string content, int n) => $"<Claims>{Contents[content].Make(n)}</Claims>";

    private static string Repeat(int n, Func<int, string> make)
    {
        var text = new StringBuilder();
        for (var i = 0; i < n; i++)
            text.Append(make(i));
        return text.ToString();
    }

    private static string Nested(int depth) => Repeat(depth, _ => "<a>") + Repeat(depth, _ => "</a>");

    private static string Declared(int n) => Repeat(n, i => $" xmlns:p{i}=\"urn:{i}\"");

    private void AssertLinear(string content, Func<int, string> message) =>
        AssertLinear(content, n => Encoding.UTF8.GetBytes(message(n)), Send, Contents[content].N);

    private static void AssertLinear(string what, Func<int, byte[]> make, Action<byte[]> run, int n)
    {
        Growth.AssertLinear(what, make, run, n);
        var large = make(4 * n);
        Growth.AssertMemory(what, large.Length, MemoryMultiple, () => run(large));
    }

    private void Send(byte[] message)
    {
        var answer = _world.SendAsync(message).AsTask();
        Assert.True(answer.IsCompletedSuccessfully); // all of the work was done on this thread
    }

    private void Validate(byte[] message)
    {
        try
        {
            _verifying.Validator.Validate(message, new ClientInfo(IPAddress.Loopback, "test"));
        }
        catch (ProofRefusedException)
        {
            // To refuse must not cost more either.
        }
    }
}
