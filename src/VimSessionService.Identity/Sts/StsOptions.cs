using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>
/// What the operator sets about the security token service. The numbers are those of a vCenter's token policy, whose clients see them
/// in the tokens.
/// </summary>
internal sealed record StsOptions
{
    /// <summary>The longest life of a bearer token; a request for more is cut.</summary>
    public TimeSpan LongestBearerToken { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest life of a holder-of-key token; a request for more is cut.</summary>
    public TimeSpan LongestHolderOfKeyToken { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How far the clocks of clients may be off.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The broken hashes that signatures of messages and tokens may have, for clients that know nothing better. None is made.</summary>
    public WeakHashes WeakHashes { get; init; }

    /// <summary>What the work on one message may cost.</summary>
    public MessageLimits Message { get; init; } = MessageLimits.Usual;

    /// <summary>How often a delegatable token can be delegated.</summary>
    public int DelegationCount { get; init; } = 10;

    /// <summary>How often a delegate can renew a renewable token; its owner can as often as they like.</summary>
    public int RenewCount { get; init; } = 10;
}
