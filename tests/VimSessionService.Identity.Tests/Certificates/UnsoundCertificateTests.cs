using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Certificates;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;

namespace VimSessionService.Identity.Tests.Certificates;

/// <summary>A certificate in a message that cannot be used is refused with the true reason, wherever it stands and whoever sends it.</summary>
public sealed class UnsoundCertificateTests : IDisposable
{
    private readonly StsWorld _world = new();

    public static TheoryData<string> Kinds => [.. UnsoundCertificates.Kinds.Keys];

    public static TheoryData<string> OddKinds => [.. UnsoundCertificates.Odd.Keys];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_refused_with_a_reason(string kind)
    {
        var (make, reason) = UnsoundCertificates.Kinds[kind];
        var refused = Assert.Throws<ProofRefusedException>(() => MessageCertificate.Read(make()));
        Assert.StartsWith("the certificate in the message ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OddKinds))]
    public void What_is_odd_and_can_be_used_is_taken(string kind)
    {
        using var certificate = MessageCertificate.Read(UnsoundCertificates.Odd[kind]());
        Assert.Null(MessageCertificate.ProblemOf(certificate));
    }

    /// <summary>In the header of a request to the security token service: without an account, and beside a good password and a signature.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_a_request_for_a_token_it_is_a_fault(string kind)
    {
        var (make, reason) = UnsoundCertificates.Kinds[kind];
        var good = Convert.ToBase64String(_world.Unknown.RawData);
        TokenMessage Bent(TokenMessage message) => message with { Bend = text => text.Replace(good, Convert.ToBase64String(make()), StringComparison.Ordinal) };
        TokenMessage[] messages = [Bent(_world.Message(_world.Unknown)), Bent(_world.Message(_world.Unknown) with { User = ("administrator@vsphere.local", StsWorld.Password) })];
        foreach (var message in messages)
        {
            var answer = await _world.SendAsync(message);
            Assert.Equal((500, "InvalidSecurity"), (answer.Status, answer.Fault));
            Assert.Contains("An error was discovered processing the &lt;wsse:Security&gt; header.", answer.Content, StringComparison.Ordinal);
            Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>In the header of a LoginByToken, and as the key that a trusted service bound the token to.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_a_login_by_token_it_is_a_refusal(string kind)
    {
        var (make, reason) = UnsoundCertificates.Kinds[kind];
        var encoded = Convert.ToBase64String(make());
        var verifying = new Verifying();
        var shown = new MessageMaker
        {
            Token = new TokenMaker().Make(),
            Beside = ($"<wsse:BinarySecurityToken wsu:Id=\"_bst\">{encoded}</wsse:BinarySecurityToken>", ""),
        };
        Assert.Contains(reason, verifying.Refusal(shown.Make()), StringComparison.Ordinal);

        var good = TokenMaker.Base64(TestKeys.Holder);
        var bound = new TokenMaker { Holder = TestKeys.Holder, BeforeSigning = text => text.Replace(good, encoded, StringComparison.Ordinal) };
        Assert.Contains(reason, verifying.Refusal(MessageMaker.HolderOfKey(bound, TestKeys.Holder).Make()), StringComparison.Ordinal);
    }

    /// <summary>As the certificate that the signature of a token shows: it is compared with the trusted ones, and is none of them.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_the_signature_of_a_token_it_is_none_that_is_trusted(string kind)
    {
        var good = TokenMaker.Base64(TestKeys.Sts);
        var token = new TokenMaker().Make().Replace(good, Convert.ToBase64String(UnsoundCertificates.Kinds[kind].Make()), StringComparison.Ordinal);
        Assert.Equal("the assertion was signed with a certificate that is not trusted", new Verifying().Refusal(new MessageMaker { Token = token }.Make()));
    }

    /// <summary>It is nobody's, and is looked at no further.</summary>
    [Theory]
    [MemberData(nameof(OddKinds))]
    public async Task An_odd_one_asks_for_a_token_like_any_other(string kind)
    {
        var good = Convert.ToBase64String(_world.Unknown.RawData);
        var message = _world.Message(_world.Unknown) with { Bend = text => text.Replace(good, Convert.ToBase64String(UnsoundCertificates.Odd[kind]()), StringComparison.Ordinal) };
        var answer = await _world.SendAsync(message);
        Assert.Equal((500, "FailedAuthentication"), (answer.Status, answer.Fault));
        Assert.StartsWith("no user has the certificate of", answer.Reason, StringComparison.Ordinal);
    }
}
