namespace VimSessionService.Core.Sessions.Logins;

/// <summary>How many negotiations may wait for their client's next token: those of LoginBySSPI, and apart from them those of the security token service.</summary>
/// <param name="OfAddress">Of one address.</param>
internal sealed record NegotiationLimits(int OfAddress = 64)
{
    /// <summary>How many addresses can fill their shares at once.</summary>
    private const int Addresses = 16;

    /// <summary>Of all addresses together.</summary>
    public int All { get; init; } = (int)Math.Min(Array.MaxLength, (long)Addresses * OfAddress);
}
