using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Identity.Sts;

/// <summary>How long tokens are good, and how often they can be passed on and renewed.</summary>
/// <param name="settings">What the operator set.</param>
internal sealed class TokenPolicy(StsSettings settings)
{
    /// <summary>The time that a token is good for: what is asked, within what is allowed.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="now">The present.</param>
    /// <param name="confirmationKey">The key that the token is bound to; null for a bearer token.</param>
    /// <param name="signing">The certificate of the key that signs, which the token must not outlive.</param>
    /// <param name="delegated">The end of the token that this one is made from for somebody else; null for none.</param>
    /// <exception cref="StsFaultException">InvalidTimeRange.</exception>
    public (DateTimeOffset From, DateTimeOffset To) LifeOf(
        TokenRequest request, DateTimeOffset now, X509Certificate2? confirmationKey, X509Certificate2 signing, DateTimeOffset? delegated)
    {
        var from = request.Created ?? now;
        if (request is { Created: { } created, Expires: { } expires } && expires <= created)
            throw StsFaults.InvalidTimeRange("Invalid token lifetime");
        if ((from - now).Duration() > settings.ClockTolerance)
        {
            throw StsFaults.InvalidTimeRange(
                "The requested token start time differs from the issue instant more than the acceptable deviation (clock tolerance) of "
                + $"{settings.ClockTolerance.TotalMilliseconds:0} ms. Requested token start time={StsTime.Format(from)}, issue instant time={StsTime.Format(now)}. "
                + "This might be due to a clock skew problem.");
        }

        DateTimeOffset?[] ends =
        [
            from + (confirmationKey is null ? settings.LongestBearerToken : settings.LongestHolderOfKeyToken),
            request.Expires,
            new DateTimeOffset(signing.NotAfter),
            confirmationKey is null ? null : new DateTimeOffset(confirmationKey.NotAfter),
            delegated,
        ];
        var to = ends.OfType<DateTimeOffset>().Min();
        return to > from && to > now ? (StsTime.Cut(from), StsTime.Cut(to)) : throw StsFaults.InvalidTimeRange("Invalid token lifetime");
    }

    /// <summary>How often a token can be delegated further.</summary>
    /// <param name="left">How often the token could that it is made of; null for one that is its subject's own.</param>
    /// <param name="delegates">Whether another one is going to act by it.</param>
    /// <param name="isDelegatable">Whether it is to be delegatable at all.</param>
    /// <exception cref="StsFaultException">InvalidRequest: it cannot be delegated.</exception>
    public int DelegationsOf(int? left, bool delegates, bool isDelegatable)
    {
        var count = left is { } rest ? rest - (delegates ? 1 : 0) : settings.DelegationCount;
        if (count < 0)
            throw StsFaults.InvalidRequest("Cannot continue delegation chain");
        return isDelegatable ? count : 0;
    }

    /// <summary>How often a token can be renewed.</summary>
    /// <param name="left">How often the token could that it is made of; null for one that is its subject's own.</param>
    /// <param name="renews">Whether it renews that token.</param>
    /// <param name="isRenewable">Whether it is to be renewable at all.</param>
    /// <exception cref="StsFaultException">UnableToRenew.</exception>
    public int RenewalsOf(int? left, bool renews, bool isRenewable)
    {
        var count = left is { } rest ? rest - (renews ? 1 : 0) : settings.RenewCount;
        if (count < 0)
            throw StsFaults.UnableToRenew("Unable to renew non-renewable token");
        return isRenewable ? count : 0;
    }
}
