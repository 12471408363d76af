using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>What an assertion says about its subject, of which names and groups are of use.</summary>
internal sealed class SubjectAttributes
{
    private const string GroupIdentity = "http://rsa.com/schemas/attr-names/2009/01/GroupIdentity";
    private const string GivenName = "urn:oid:2.5.4.42";
    private const string GivenNameClaim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname";
    private const string Surname = "urn:oid:2.5.4.4";
    private const string SurnameClaim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname";

    private readonly List<string> _groups = [];
    private readonly string? _givenName;
    private readonly string? _surname;

    /// <summary>Reads the statements.</summary>
    /// <exception cref="ProofRefusedException">An attribute's value is no text.</exception>
    public SubjectAttributes(IEnumerable<MessageElement> statements)
    {
        foreach (var statement in statements)
        {
            foreach (var attribute in statement.Children())
            {
                if (!attribute.Is("Attribute", XmlNames.Saml))
                    continue;
                switch (attribute.Find("Name"))
                {
                    case GroupIdentity:
                        _groups.AddRange(Values(attribute));
                        break;
                    case GivenName or GivenNameClaim:
                        _givenName ??= Values(attribute).FirstOrDefault();
                        break;
                    case Surname or SurnameClaim:
                        _surname ??= Values(attribute).FirstOrDefault();
                        break;
                }
            }
        }
    }

    /// <summary>The groups, as the issuer writes them: <c>domain\name</c>.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>The full name, of its two parts; null when neither is said.</summary>
    public string? FullName => (_givenName, _surname) switch
    {
        (null or "", null or "") => null,
        (null or "", var surname) => surname,
        (var given, null or "") => given,
        var (given, surname) => $"{given} {surname}",
    };

    private static IEnumerable<string> Values(MessageElement attribute)
    {
        foreach (var value in attribute.Children())
        {
            if (value.Is("AttributeValue", XmlNames.Saml))
                yield return value.Text() ?? throw new ProofRefusedException("the value of an attribute is no text");
        }
    }
}
