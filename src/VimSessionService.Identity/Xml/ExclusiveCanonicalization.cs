using VimSessionService.Soap.Xml;

namespace VimSessionService.Identity.Xml;

/// <summary>Exclusive canonicalization without comments: one spelling for all that mean the same (https://www.w3.org/TR/xml-exc-c14n/).</summary>
internal static class ExclusiveCanonicalization
{
    /// <summary>The canonical bytes of an element.</summary>
    /// <param name="element">The element, in the document it came in.</param>
    /// <param name="inclusivePrefixes">Prefixes whose declarations are kept where they stand, separated by blanks; null for none.</param>
    /// <param name="without">A child to leave out, as the enveloped-signature transform does; null for none.</param>
    public static byte[] Canonicalize(MessageElement element, string? inclusivePrefixes = null, MessageElement? without = null)
    {
        using var output = new Utf8Buffer();
        Write(output, element, inclusivePrefixes, without);
        return output.Written.ToArray();
    }

    /// <summary>Writes the canonical bytes of an element.</summary>
    public static void Write(Utf8Buffer output, MessageElement element, string? inclusivePrefixes = null, MessageElement? without = null) =>
        new CanonicalWriter(output, inclusivePrefixes, without).Write(element);
}
