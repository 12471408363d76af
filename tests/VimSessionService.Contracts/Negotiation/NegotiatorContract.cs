using VimSessionService.Core.Authentication;

namespace VimSessionService.Contracts.Negotiation;

/// <summary>The client's side of a negotiation, for a test.</summary>
/// <param name="User">The user who is proven in the end: a name without a domain.</param>
/// <param name="First">The client's first token.</param>
/// <param name="Next">The client's answer to a token of the service.</param>
public sealed record NegotiatingClient(string User, byte[] First, Func<ReadOnlyMemory<byte>, byte[]> Next);

/// <summary>What every <see cref="INegotiator"/> does.</summary>
public abstract class NegotiatorContract
{
    private const int MostLegs = 10;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a negotiator.</summary>
    protected abstract INegotiator CreateNegotiator();

    /// <summary>A client that the negotiator accepts, new for each negotiation.</summary>
    protected abstract NegotiatingClient CreateClient();

    [Fact]
    public async Task A_client_that_answers_every_challenge_is_proven()
    {
        using var negotiation = CreateNegotiator().Begin();
        Assert.Equal(CreateClient().User, (await FinishAsync(negotiation, CreateClient())).Name.Name);
    }

    [Fact]
    public async Task Negotiations_at_once_do_not_disturb_each_other()
    {
        var negotiator = CreateNegotiator();
        var proven = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () =>
            {
                using var negotiation = negotiator.Begin();
                return (await FinishAsync(negotiation, CreateClient())).Name.Name;
            },
            Cancel)));
        Assert.All(proven, name => Assert.Equal(CreateClient().User, name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(65_536)]
    public async Task A_token_that_proves_nothing_is_refused(int length)
    {
        using var negotiation = CreateNegotiator().Begin();
        var garbage = new byte[length];
        Array.Fill(garbage, (byte)0xff);
        await Assert.ThrowsAsync<ProofRefusedException>(async () => await negotiation.AcceptAsync(garbage, Cancel));
    }

    [Fact]
    public async Task A_wrong_answer_to_a_challenge_is_refused()
    {
        using var negotiation = CreateNegotiator().Begin();
        var leg = await negotiation.AcceptAsync(CreateClient().First, Cancel);
        if (leg.Principal is not null)
            return; // there is no challenge
        await Assert.ThrowsAsync<ProofRefusedException>(async () => await negotiation.AcceptAsync(new byte[] { 1, 2, 3 }, Cancel));
    }

    [Fact]
    public async Task A_negotiation_that_is_given_up_can_be_disposed_of()
    {
        var negotiator = CreateNegotiator();
        negotiator.Begin().Dispose();
        var begun = negotiator.Begin();
        await begun.AcceptAsync(CreateClient().First, Cancel);
        begun.Dispose();
        using var cancelled = negotiator.Begin();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await cancelled.AcceptAsync(CreateClient().First, new CancellationToken(canceled: true)));
    }

    private static async Task<FederatedPrincipal> FinishAsync(INegotiation negotiation, NegotiatingClient client)
    {
        var leg = await negotiation.AcceptAsync(client.First, Cancel);
        for (var legs = 1; leg.Principal is null; legs++)
        {
            Assert.InRange(legs, 1, MostLegs);
            Assert.False(leg.Answer.IsEmpty);
            leg = await negotiation.AcceptAsync(client.Next(leg.Answer), Cancel);
        }

        return leg.Principal;
    }
}
