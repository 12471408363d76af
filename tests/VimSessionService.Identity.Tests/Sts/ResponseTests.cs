using System.Xml.Linq;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>
/// The parts of answers, in the order in which a vCenter's security token service declares and so writes them: the token and its life, or
/// the status; the type; a leg of a negotiation; renewing; key type, delegatable, signature algorithm.
/// </summary>
public sealed class ResponseTests
{
    private static readonly XNamespace Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";

    [Fact]
    public async Task A_token_comes_first_and_then_what_is_said_of_it()
    {
        using var world = new StsWorld();
        var answer = await world.SendAsync(world.Message());

        Assert.Equal("RequestedSecurityToken Lifetime TokenType KeyType Delegatable SignatureAlgorithm", Parts(answer.Content));
        Assert.Equal("RequestSecurityTokenResponseCollection", Parts(answer.Content, "Body"));
    }

    [Fact]
    public async Task A_renewed_token_says_whether_it_can_be_renewed_again()
    {
        using var world = new StsWorld();
        var token = await world.IssueAsync(world.Message(world.Solution) with { Renewable = true });
        var answer = await world.SendAsync(world.Message(world.Solution) with { Operation = "Renew", Target = token.Text });

        Assert.Equal("RequestedSecurityToken Lifetime TokenType Renewing", Parts(answer.Content));
        Assert.Equal("RequestSecurityTokenResponse", Parts(answer.Content, "Body"));
    }

    [Fact]
    public async Task A_status_comes_before_its_type()
    {
        using var world = new StsWorld();
        var token = await world.IssueAsync(world.Message());
        var answer = await world.SendAsync(world.Message() with { User = null, Operation = "Validate", Target = token.Text });

        Assert.Equal("Status TokenType", Parts(answer.Content));
    }

    [Fact]
    public async Task The_last_leg_comes_between_the_type_and_the_kind_of_key()
    {
        using var world = new StsWorld(new OneLeg());
        var answer = await world.SendAsync(world.Message() with { User = null, Context = "c", Exchange = [1] });

        Assert.Equal("RequestedSecurityToken Lifetime TokenType BinaryExchange KeyType Delegatable SignatureAlgorithm", Parts(answer.Content));
    }

    private static string Parts(string answer, string of = "RequestSecurityTokenResponse")
    {
        var root = XDocument.Parse(answer).Root!;
        return string.Join(' ', root.Descendants().First(element => element.Name.LocalName == of && (of == "Body" || element.Name.Namespace == Trust)).Elements().Select(part => part.Name.LocalName));
    }

    /// <summary>Believes whoever comes, and has something to say in the end.</summary>
    private sealed class OneLeg : INegotiator, INegotiation
    {
        public INegotiation Begin() => this;

        public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken) =>
            new(new NegotiationLeg(new byte[] { 2 }, new FederatedPrincipal(AccountName.Parse("Administrator@vsphere.local"), FullName: null, [])));

        public void Dispose()
        {
        }
    }
}
