using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>
/// Compares a registered subject name with that of a certificate. Tools write one name in different orders and with or without spaces,
/// some as <c>/O=…/CN=…</c>; what counts is that both have the same attributes with the same values. The certificate's name is taken from its
/// encoding: the platform's text of it is another for some attributes, and read again it is another name.
/// </summary>
internal static class SubjectName
{
    /// <summary>Whether the two names are equal. A text that is not a distinguished name equals none.</summary>
    public static bool Matches(string registered, X500DistinguishedName subject)
    {
        if (DistinguishedNameText.Read(registered) is not { Count: > 0 } wanted || DistinguishedNameEncoding.Read(subject.RawData) is not { } shown)
            return false;
        return wanted.Select(Comparable).Order().SequenceEqual(shown.Select(Comparable).Order());
    }

    /// <summary>Values are compared without regard to case and to white space around and between words (X.520, caseIgnoreMatch).</summary>
    private static (string Type, string Value) Comparable(NameAttribute attribute) =>
        (attribute.Type, string.Join(' ', attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant());
}

/// <summary>One attribute of a distinguished name.</summary>
/// <param name="Type">The object identifier of its type.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct NameAttribute(string Type, string Value);
