using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>How long tokens are good, and how often they can be passed on and renewed.</summary>
/// <param name="options">What the operator set.</param>
internal sealed class TokenPolicy(StsOptions options)
{
    /// <summary>The time that a token is valid: the requested time, within the permitted limits.</summary>
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
        if ((from - now).Duration() > options.ClockTolerance)
        {
            throw StsFaults.InvalidTimeRange(
                "The requested token start time differs from the issue instant more than the acceptable deviation (clock tolerance) of "
                + $"{options.ClockTolerance.TotalMilliseconds:0} ms. Requested token start time={StsTime.Format(from)}, issue instant time={StsTime.Format(now)}. "
                + "This might be due to a clock skew problem.");
        }

        DateTimeOffset?[] ends =
        [
            from + (confirmationKey is null ? options.LongestBearerToken : options.LongestHolderOfKeyToken),
            request.Expires,
            confirmationKey is null ? null : ValidityOf(confirmationKey).To,
            delegated,
        ];
        var asked = ends.OfType<DateTimeOffset>().Min();
        if (asked <= from || asked <= now)
            throw StsFaults.InvalidTimeRange("Invalid token lifetime");
        var validity = ValidityOf(signing);
        if (from < validity.From || from > validity.To || now > validity.To)
        {
            throw StsFaults.InvalidTimeRange(
                $"The token authority rejected an issue request for {Period(from, asked)} :: Signing certificate is not valid at {StsTime.FormatJava(now)}, "
                + $"cert validity: {Period(validity.From, validity.To)}");
        }

        return (StsTime.Cut(from), StsTime.Cut(asked < validity.To ? asked : validity.To));
    }

    private static (DateTimeOffset From, DateTimeOffset To) ValidityOf(X509Certificate2 certificate) =>
        (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));

    private static string Period(DateTimeOffset from, DateTimeOffset to) => $"TimePeriod [startTime={StsTime.FormatJava(from)}, endTime={StsTime.FormatJava(to)}]";

    /// <summary>How often a token can be delegated further.</summary>
    /// <param name="left">How often the token could that it is made of; null for one that is its subject's own.</param>
    /// <param name="delegates">Whether another one is going to act by it.</param>
    /// <param name="isDelegatable">Whether it is to be delegatable at all.</param>
    /// <exception cref="StsFaultException">InvalidRequest: it cannot be delegated.</exception>
    public int DelegationsOf(int? left, bool delegates, bool isDelegatable)
    {
        var count = left is { } rest ? rest - (delegates ? 1 : 0) : options.DelegationCount;
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
        var count = left is { } rest ? rest - (renews ? 1 : 0) : options.RenewCount;
        if (count < 0)
            throw StsFaults.UnableToRenew("Unable to renew non-renewable token");
        return isRenewable ? count : 0;
    }
}
