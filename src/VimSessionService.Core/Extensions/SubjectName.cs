using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Extensions;

/// <summary>
/// Compares a registered subject name with that of a certificate. Tools write one name in different orders and with or without
/// spaces, and some as <c>/O=…/CN=…</c>; what counts is that both have the same attributes.
/// </summary>
internal static class SubjectName
{
    /// <summary>Whether the two are one name. A text that is no distinguished name is nobody's.</summary>
    public static bool Matches(string registered, X500DistinguishedName subject) =>
        Attributes(registered) is { Length: > 0 } wanted && Attributes(subject) is { } shown && wanted.AsSpan().SequenceEqual(shown);

    private static (string Type, string Value)[]? Attributes(string text)
    {
        try
        {
            return Attributes(text.StartsWith('/')
                ? new X500DistinguishedName(string.Join('\n', text[1..].Split('/')), X500DistinguishedNameFlags.UseNewLines)
                : new X500DistinguishedName(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static (string Type, string Value)[]? Attributes(X500DistinguishedName name)
    {
        var all = new List<(string Type, string Value)>();
        foreach (var part in name.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementType().Value is not { } type)
                return null;
            all.Add((type, part.GetSingleElementValue()?.Trim().ToUpperInvariant() ?? ""));
        }

        all.Sort();
        return [.. all];
    }
}
