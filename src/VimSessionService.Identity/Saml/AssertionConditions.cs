using System.Globalization;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>The time, the audience and the uses that an assertion is valid for (SAML 2.0 core, 2.5). An unknown condition counts as not met.</summary>
internal sealed class AssertionConditions
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Delegation = "urn:oasis:names:tc:SAML:2.0:conditions:delegation";
    private const string Rsa = "http://www.rsa.com/names/2009/12/std-ext/SAML2.0";

    private readonly List<string[]> _audiences = [];
    private readonly List<string> _delegates = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="ProofRefusedException">One is broken or not understood.</exception>
    public AssertionConditions(MessageElement element)
    {
        NotBefore = Time(element, "NotBefore");
        NotOnOrAfter = Time(element, "NotOnOrAfter") ?? throw Refused("the assertion has no end");
        foreach (var condition in element.Children())
        {
            if (condition.NamespaceUri != XmlNames.Saml)
                throw NotUnderstood(condition.LocalName);
            switch (condition.LocalName)
            {
                case "AudienceRestriction":
                    _audiences.Add([.. condition.Children().Where(static child => child.Is("Audience", XmlNames.Saml)).Select(Text)]);
                    break;
                case "ProxyRestriction":
                    IsDelegatable = Count(condition) > 0;
                    break;
                case "OneTimeUse":
                    IsForOneUse = true;
                    break;
                case "Condition":
                    ReadOther(condition);
                    break;
                default:
                    throw NotUnderstood(condition.LocalName);
            }
        }
    }

    /// <summary>The start of its validity; null for no start.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary>The end of its validity, exclusive.</summary>
    public DateTimeOffset NotOnOrAfter { get; }

    /// <summary>Whether other tokens may be made of it: only where it says how often.</summary>
    public bool IsDelegatable { get; }

    /// <summary>Whether a longer one may be made of it.</summary>
    public bool IsRenewable { get; private set; }

    /// <summary>Whether it can be used only once.</summary>
    public bool IsForOneUse { get; }

    /// <summary>Who acts for the subject.</summary>
    public IReadOnlyList<string> Delegates => _delegates;

    /// <summary>Requires that they are met now and here.</summary>
    /// <exception cref="ProofRefusedException">One is not.</exception>
    public void Require(DateTimeOffset now, AssertionOptions options)
    {
        if (NotOnOrAfter <= NotBefore)
            throw Refused("the assertion ends before it begins");
        if (NotBefore - options.ClockSkew > now)
            throw Refused("the assertion is not yet valid");
        if (NotOnOrAfter + options.ClockSkew <= now)
            throw Refused("the assertion has expired");
        if (!_audiences.TrueForAll(audiences => Array.Exists(audiences, options.IsThisService)))
            throw Refused("the assertion is for another audience");
    }

    /// <summary>A time that an attribute says; null when it says none.</summary>
    /// <exception cref="ProofRefusedException">It is no time.</exception>
    public static DateTimeOffset? Time(MessageElement element, string name) => element.Find(name) is { } text
        ? XmlTime.Parse(text) ?? throw Refused($"{name} of {element.LocalName} is no time with a zone")
        : null;

    private void ReadOther(MessageElement condition)
    {
        var type = condition.Find("type", SchemaInstance) ?? "";
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        var ns = condition.LookupNamespace(colon < 0 ? "" : type[..colon]);
        switch (type[(colon + 1)..], ns)
        {
            case ("DelegationRestrictionType", Delegation):
                ReadDelegates(condition);
                break;
            case ("RenewRestrictionType", Rsa):
                IsRenewable = Count(condition) > 0;
                break;
            default:
                throw NotUnderstood(type);
        }
    }

    private void ReadDelegates(MessageElement condition)
    {
        foreach (var one in condition.Children())
        {
            if (!one.Is("Delegate", Delegation) || one.Children() is not [var name] || !name.Is("NameID", XmlNames.Saml))
                throw Refused("a delegate is not one NameID");
            _delegates.Add(Text(name));
        }
    }

    private static int Count(MessageElement element) =>
        int.TryParse(element.Find("Count") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Refused($"Count of {element.LocalName} is no number");

    private static string Text(MessageElement element) => element.Text() ?? throw Refused($"{element.LocalName} is no text");

    private static ProofRefusedException NotUnderstood(string name) => Refused($"the condition '{name.Truncate(80)}' is not understood");

    private static ProofRefusedException Refused(string reason) => new(reason);
}
