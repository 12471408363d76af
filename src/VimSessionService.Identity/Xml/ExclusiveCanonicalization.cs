using System.Security.Cryptography;

namespace VimSessionService.Identity.Xml;

/// <summary>Exclusive canonicalization without comments: one spelling for all that mean the same (https://www.w3.org/TR/xml-exc-c14n/).</summary>
internal static class ExclusiveCanonicalization
{
    /// <summary>The hash of the canonical bytes of an element, which are hashed as they are written.</summary>
    /// <param name="hash">The algorithm.</param>
    /// <param name="element">The element, in the document it came in.</param>
    /// <param name="inclusivePrefixes">Prefixes whose declarations are kept where they stand, separated by blanks; null for none.</param>
    /// <param name="without">A child to leave out, as the enveloped-signature transform does; null for none.</param>
    /// <exception cref="Core.Authentication.ProofRefusedException">The canonical form is too large for the message; see <see cref="MessageDocument.SpendCanonical"/>.</exception>
    public static byte[] Hash(HashAlgorithmName hash, MessageElement element, string? inclusivePrefixes = null, MessageElement? without = null)
    {
        IncrementalHash? parts = null;
        using var output = new CanonicalOutput(element.Document, part => (parts ??= IncrementalHash.CreateHash(hash)).AppendData(part));
        try
        {
            Write(output, element, inclusivePrefixes, without);
            if (parts is null)
                return CryptographicOperations.HashData(hash, output.Rest);
            parts.AppendData(output.Rest);
            return parts.GetHashAndReset();
        }
        finally
        {
            parts?.Dispose();
        }
    }

    /// <summary>Writes the canonical bytes of an element.</summary>
    public static void Write(CanonicalOutput output, MessageElement element, string? inclusivePrefixes = null, MessageElement? without = null)
    {
        new CanonicalWriter(output, inclusivePrefixes, without).Write(element);
        output.End();
    }
}
