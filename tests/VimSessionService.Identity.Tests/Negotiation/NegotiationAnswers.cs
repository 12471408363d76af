using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Tests.Negotiation;

/// <summary>The answers of negotiations that do not wait.</summary>
internal static class NegotiationAnswers
{
    public static NegotiationLeg Accept(this INegotiation negotiation, ReadOnlySpan<byte> token)
    {
        var leg = negotiation.AcceptAsync(token.ToArray(), TestContext.Current.CancellationToken);
        return leg.IsCompleted ? leg.GetAwaiter().GetResult() : throw new InvalidOperationException("The negotiation waits.");
    }
}
