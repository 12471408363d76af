using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>Reads a NameID as the name of an account.</summary>
internal static class AssertedName
{
    private const string Upn = "http://schemas.xmlsoap.org/claims/UPN";
    private const string DomainQualified = "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName";
    private const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    /// <summary>The name, which has a domain: <c>user@domain</c> or <c>DOMAIN\user</c>, as its format says.</summary>
    /// <exception cref="ProofRefusedException">It is no such name.</exception>
    public static AccountName Read(MessageElement nameId)
    {
        var text = nameId.Text() ?? throw new ProofRefusedException("the NameID holds something else than text");
        if (text.Length == 0 || text.Any(char.IsControl) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
            throw new ProofRefusedException("the NameID is empty, or has white space around it or control characters in it");
        var format = nameId.Find("Format") ?? Unspecified;
        var backslashes = text.Count(static letter => letter == '\\');
        var isOfFormat = format switch
        {
            Upn => backslashes == 0 && text.Contains('@', StringComparison.Ordinal),
            DomainQualified => backslashes == 1,
            Unspecified => backslashes == 1 || (backslashes == 0 && text.Contains('@', StringComparison.Ordinal)),
            _ => throw new ProofRefusedException($"a NameID of the format '{format.Truncate(120)}' is not accepted: user@domain and DOMAIN\\user are"),
        };
        return isOfFormat && AccountName.TryParse(text, out var name)
            ? name
            : throw new ProofRefusedException("the NameID is neither user@domain nor DOMAIN\\user, as its format says");
    }
}
