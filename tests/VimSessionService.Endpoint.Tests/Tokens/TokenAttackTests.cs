using System.Text;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Endpoint.Tests.Tokens;

/// <summary>
/// Attacks on logins by token: the client is told InvalidLogin and no more, the operator the precise reason, and the message that was
/// attacked logs in.
/// </summary>
public sealed class TokenAttackTests
{
    public static TheoryData<string> Names => [.. TokenAttacks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attack_is_refused_and_what_it_was_made_of_logs_in(string name)
    {
        var attack = TokenAttacks.All[name]();
        using var service = new TestService();

        var refused = await SendAsync(service, attack.Bad, attack);
        Assert.Equal(500, refused.Status);
        Assert.Contains("<InvalidLoginFault ", refused.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", refused.AnswerHeaders.Keys);
        Assert.Contains(attack.Reason, Assert.Single(service.Calls).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(attack.Reason, refused.Answer, StringComparison.Ordinal);

        Assert.Equal(200, (await SendAsync(service, attack.Good, attack)).Status);
    }

    [Fact]
    public async Task A_signed_login_that_comes_twice_is_refused_the_second_time()
    {
        using var service = new TestService();
        var message = MessageMaker.HolderOfKey(TokenAttack.Token with { Holder = TestKeys.Holder }, TestKeys.Holder).Make();

        Assert.Equal(200, (await SendAsync(service, message)).Status);
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(service, message)).Answer, StringComparison.Ordinal);
        Assert.Contains("the signed message came before", service.Calls.Last().Reason, StringComparison.Ordinal);
        service.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(service, message)).Answer, StringComparison.Ordinal);
        Assert.Contains("the timestamp has expired", service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"administrator@VSPHERE.LOCAL\">]>", "&e;")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://evil.example.com/x.dtd\">", "administrator@VSPHERE.LOCAL")]
    [InlineData("", "&e;")]
    [InlineData("<?php x?>", "administrator@VSPHERE.LOCAL")]
    [InlineData("", "<?x y?>administrator@VSPHERE.LOCAL")]
    public async Task Document_types_entities_and_processing_instructions_are_no_calls_at_all(string before, string name)
    {
        using var service = new TestService();
        var message = TokenAttack.Bearer(TokenAttack.Token).Replace("<soapenv:Envelope", before + "<soapenv:Envelope", StringComparison.Ordinal)
            .Replace("Administrator@VSPHERE.LOCAL", name, StringComparison.Ordinal);

        var answer = await SendAsync(service, message);

        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
        Assert.StartsWith("the document is not well-formed XML within bounds", new Verifying().Refusal(message), StringComparison.Ordinal);
    }

    /// <summary>It is no argument of the call either, which is not as far as a login.</summary>
    [Fact]
    public async Task A_signed_assertion_in_the_body_is_no_token()
    {
        using var service = new TestService();
        var maker = new MessageMaker { Token = TokenAttack.EvilWith(TokenAttack.SignatureOf(TokenAttack.Token.Make())) };
        var message = (maker with { Call = maker.Call.Replace("</LoginByToken>", TokenAttack.Token.Make() + "</LoginByToken>", StringComparison.Ordinal) }).Make();

        var answer = await SendAsync(service, message);

        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
        Assert.Contains("there is an assertion besides", new Verifying().Refusal(message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sha1", 200, 500)]
    [InlineData("Md5", 500, 200)]
    [InlineData("Sha1, Md5", 200, 200)]
    public async Task Weak_hashes_are_let_in_where_the_operator_says_so(string weak, int withSha1, int withMd5)
    {
        using var service = new TestService(tokens: Verifying.Settings with { WeakHashes = Enum.Parse<WeakHashes>(weak) });
        foreach (var name in new[] { "RSA-SHA1", "SHA-1 digest", "message signed with SHA-1" })
            Assert.Equal(withSha1, (await SendAsync(service, TokenAttacks.All[name]().Bad)).Status);
        foreach (var name in new[] { "RSA-MD5", "MD5 digest", "message signed with MD5" })
            Assert.Equal(withMd5, (await SendAsync(service, TokenAttacks.All[name]().Bad)).Status);
    }

    [Fact]
    public async Task The_largest_token_is_an_option()
    {
        using var service = new TestService(tokens: Verifying.Settings with { MaxTokenBytes = 256 * 1024 });

        Assert.Equal(200, (await SendAsync(service, TokenAttacks.All["huge token"]().Bad)).Status);
    }

    private static Task<TestExchange> SendAsync(TestService service, string message, TokenAttack? attack = null) => service.SendAsync(
        new TestExchange { Body = Encoding.UTF8.GetBytes(message), Certificate = attack?.Certificate }.With("SOAPAction", "urn:vim25/8.0.3.0"));
}
