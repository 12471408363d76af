using System.Security.Cryptography;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Signatures;

/// <summary>One reference of a signature, in the only accepted form: an element of the same message, by its id.</summary>
/// <param name="Id">The id.</param>
/// <param name="IsEnveloped">Whether the signature stands in the element and is left out.</param>
/// <param name="InclusivePrefixes">The prefix list of the canonicalization; null for none.</param>
/// <param name="Hash">The digest's algorithm.</param>
/// <param name="Digest">The digest.</param>
internal sealed record SignedReference(string Id, bool IsEnveloped, string? InclusivePrefixes, HashAlgorithmName Hash, byte[] Digest)
{
    /// <summary>Whether an element is exactly what was signed. The caller has found the element by its position; the id is no proof.</summary>
    /// <param name="element">The element that will be read.</param>
    /// <param name="signature">The signature.</param>
    /// <exception cref="Core.Authentication.ProofRefusedException">Its canonical form is too large for the message.</exception>
    public bool Covers(MessageElement element, MessageElement signature) => CryptographicOperations.FixedTimeEquals(
        ExclusiveCanonicalization.Hash(Hash, element, InclusivePrefixes, IsEnveloped ? signature : null), Digest);
}
