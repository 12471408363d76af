using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Identity.Tests.Negotiation;

public class ScriptedNegotiatorTests
{
    internal static readonly AccountDirectory Accounts = new([new Account { Name = AccountName.Parse("alice@vsphere.local"), Password = new PlainPassword("x") }]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_name_is_followed_by_so_many_challenges_that_are_sent_back(int legs)
    {
        using var negotiation = new ScriptedNegotiator(Accounts, legs).Begin();
        var leg = negotiation.Accept(@"VSPHERE.LOCAL\Alice"u8);
        var seen = new HashSet<string>();
        for (var i = 0; i < legs; i++)
        {
            Assert.Null(leg.Principal);
            Assert.True(seen.Add(Convert.ToHexString(leg.Answer.Span)));
            leg = negotiation.Accept(leg.Answer.Span);
        }

        Assert.Equal(AccountName.Parse("alice@vsphere.local"), leg.Principal?.Name);
        Assert.True(leg.Answer.IsEmpty);
    }

    [Fact]
    public void The_user_may_be_chosen_by_the_operator()
    {
        using var negotiation = new ScriptedNegotiator(Accounts, legs: 0, userName: "alice@vsphere.local").Begin();
        Assert.Equal("alice", negotiation.Accept([0xff, 0x00]).Principal?.Name.Name);
    }

    [Fact]
    public void Nobody_is_let_in_who_has_no_account()
    {
        Assert.Equal("bob", Refused(new ScriptedNegotiator(Accounts, legs: 0), "bob"u8).UserName);
        Assert.Equal("bob", Refused(new ScriptedNegotiator(Accounts, legs: 0, userName: "bob"), "alice"u8).UserName);
    }

    [Fact]
    public void A_token_of_another_kind_is_not_taken_for_a_name()
    {
        Assert.Equal("", Refused(new ScriptedNegotiator(Accounts, legs: 0), [0x60, 0x82, 0xff]).UserName);
        Assert.Equal("", Refused(new ScriptedNegotiator(Accounts, legs: 0), "NTLMSSP\0"u8).UserName);
    }

    [Fact]
    public void A_challenge_is_good_once_and_in_its_turn()
    {
        using var negotiation = new ScriptedNegotiator(Accounts, legs: 2).Begin();
        var first = negotiation.Accept("alice"u8).Answer;
        negotiation.Accept(first.Span);
        Assert.Throws<ProofRefusedException>(() => negotiation.Accept(first.Span));
        using var other = new ScriptedNegotiator(Accounts, legs: 2).Begin();
        other.Accept("alice"u8);
        Assert.Throws<ProofRefusedException>(() => other.Accept("alice"u8));
    }

    private static ProofRefusedException Refused(ScriptedNegotiator negotiator, ReadOnlySpan<byte> token)
    {
        using var negotiation = negotiator.Begin();
        try
        {
            negotiation.Accept(token);
        }
        catch (ProofRefusedException refused)
        {
            return refused;
        }

        throw new InvalidOperationException("It was let in.");
    }
}
