using System.Globalization;
using VimSessionService.Identity.Sts.Assertions;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>What a token says about how far it has come: who acts for its subject, and how often it can be passed on and renewed.</summary>
/// <param name="Delegates">Who acts for its subject, the first one first.</param>
/// <param name="DelegationCount">How often it can be delegated further.</param>
/// <param name="RenewCount">How often it can be renewed.</param>
/// <param name="Audience">Whom it is for; empty for anybody.</param>
internal sealed record TokenHistory(IReadOnlyList<TokenDelegate> Delegates, int DelegationCount, int RenewCount, IReadOnlyList<string> Audience)
{
    /// <summary>Reads a token whose signature and conditions were found good.</summary>
    public static TokenHistory Of(MessageElement assertion)
    {
        var conditions = assertion.Children().First(child => child.Is("Conditions", XmlNames.Saml)).Children();
        MessageElement[] others = [.. conditions.Where(child => child.Is("Condition", XmlNames.Saml))];
        return new TokenHistory(
            [.. others.SelectMany(condition => condition.Children()).Where(child => child.LocalName == "Delegate").Select(ReadDelegate)],
            Count(conditions.FirstOrDefault(child => child.Is("ProxyRestriction", XmlNames.Saml))),
            Count(Array.Find(others, condition => condition.Find("Count") is not null)),
            [
                .. conditions.Where(child => child.Is("AudienceRestriction", XmlNames.Saml)).SelectMany(child => child.Children())
                    .Select(audience => audience.Text() ?? ""),
            ]);
    }

    private static TokenDelegate ReadDelegate(MessageElement element) => new(
        element.Children()[0].Text() ?? "",
        XmlTime.Parse(element.Find("DelegationInstant")) ?? throw StsFaults.InvalidRequest("The given assertion cannot be parsed.", "a delegate has no time"));

    private static int Count(MessageElement? element) =>
        int.TryParse(element?.Find("Count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
