using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>
/// The parts of an assertion, each found by its position. Only the form is checked here; <see cref="AssertionVerifier"/> decides whether the
/// assertion is accepted (SAML 2.0 core, 2.3.3).
/// </summary>
internal sealed class AssertionParts
{
    private readonly MessageElement? _issuer;
    private readonly MessageElement? _signature;
    private readonly MessageElement? _subject;
    private readonly MessageElement? _conditions;

    /// <summary>Reads the form of an assertion.</summary>
    /// <exception cref="ProofRefusedException">It is of another form, or larger than is allowed.</exception>
    public AssertionParts(MessageElement assertion, int maxLength)
    {
        if (!assertion.Is("Assertion", XmlNames.Saml))
            throw Refused($"{assertion.LocalName.Truncate(40)} is no SAML 2.0 assertion");
        CheckNodes(assertion, maxLength);
        if (assertion.Find("Version") != "2.0")
            throw Refused("the assertion is not of version 2.0");
        Id = assertion.Find("ID") is { Length: > 0 } id ? id : throw Refused("the assertion has no ID");
        _ = XmlTime.Parse(assertion.Find("IssueInstant")) ?? throw Refused("the assertion has no IssueInstant that is a time");
        foreach (var child in assertion.Children())
        {
            switch (child)
            {
                case { NamespaceUri: XmlNames.Signature, LocalName: "Signature" }:
                    _signature = Once(_signature, child);
                    break;
                case { NamespaceUri: not XmlNames.Saml }:
                    throw Refused($"the assertion holds {child.LocalName.Truncate(40)}, which is none of SAML's");
                case { LocalName: "Issuer" }:
                    _issuer = Once(_issuer, child);
                    break;
                case { LocalName: "Subject" }:
                    _subject = Once(_subject, child);
                    break;
                case { LocalName: "Conditions" }:
                    _conditions = Once(_conditions, child);
                    break;
                case { LocalName: "AttributeStatement" }:
                    AttributeStatements.Add(child);
                    break;
                case { LocalName: "Advice" or "AuthnStatement" or "AuthzDecisionStatement" or "Statement" }:
                    break;
                default:
                    throw Refused($"the assertion holds {child.LocalName.Truncate(40)}, which is none of SAML's");
            }
        }
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>Who says that it made it.</summary>
    public MessageElement Issuer => _issuer ?? throw Refused("the assertion has no issuer");

    /// <summary>Its signature.</summary>
    public MessageElement Signature => _signature ?? throw Refused("the assertion is not signed");

    /// <summary>Whom it is about.</summary>
    public MessageElement Subject => _subject ?? throw Refused("the assertion has no subject");

    /// <summary>When and for whom it is good.</summary>
    public MessageElement Conditions => _conditions ?? throw Refused("the assertion has no conditions, and so no end");

    /// <summary>What it says about the subject.</summary>
    public List<MessageElement> AttributeStatements { get; } = [];

    /// <summary>
    /// Nothing in it may be there for one reader and not for another, as comments are, and no other assertion or signature may hide in
    /// it. Processing instructions are in no message that is read.
    /// </summary>
    private static void CheckNodes(MessageElement assertion, int maxLength)
    {
        if (assertion.Length > maxLength)
            throw Refused($"the assertion is larger than {maxLength} bytes");
        foreach (var element in assertion.Subtree)
            CheckElement(element, assertion);
    }

    private static void CheckElement(MessageElement element, MessageElement assertion)
    {
        if (element.HasComments)
            throw Refused("the assertion holds a comment");
        if (element.LocalName.StartsWith("Encrypted", StringComparison.Ordinal))
            throw Refused($"the assertion holds {element.LocalName.Truncate(40)}: what is encrypted is not accepted");
        if (element != assertion && element.Is("Assertion", XmlNames.Saml))
            throw Refused("the assertion holds another assertion");
        if (element.Parent != assertion && element.Is("Signature", XmlNames.Signature))
            throw Refused("there is a signature within a part of the assertion");
    }

    private static MessageElement Once(MessageElement? before, MessageElement element) =>
        before is null ? element : throw Refused($"the assertion holds {element.LocalName} twice");

    private static ProofRefusedException Refused(string reason) => new(reason);
}
