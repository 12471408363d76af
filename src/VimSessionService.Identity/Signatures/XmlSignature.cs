using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Signatures;

/// <summary>
/// A signature of the one narrow form that tokens and messages have. Whatever else XML Signature could say — transforms, external
/// references, objects, shared keys — is refused before anything is computed, so that what was verified is what is read.
/// </summary>
internal sealed class XmlSignature
{
    private const int MaxReferences = 4;

    /// <summary>In characters; the list is searched at every declaration.</summary>
    private const int MaxPrefixList = 256;

    private const string Enveloped = XmlNames.Signature + "enveloped-signature";

    private readonly SignatureAlgorithm _algorithm;
    private readonly MessageElement _signedInfo;
    private readonly string? _signedInfoPrefixes;
    private readonly byte[] _value;

    private XmlSignature(MessageElement element, MessageElement signedInfo, WeakHashes weak)
    {
        Element = element;
        _signedInfo = signedInfo;
        var parts = signedInfo.Children();
        if (parts.Length < 3 || !Is(parts[0], "CanonicalizationMethod") || !Is(parts[1], "SignatureMethod"))
            throw Refused("SignedInfo has no canonicalization and signature method");
        _signedInfoPrefixes = Canonicalization(parts[0]);
        var uri = parts[1].Find("Algorithm") ?? "";
        _algorithm = parts[1].Children().IsEmpty && SignatureAlgorithm.Find(uri, weak) is { } algorithm
            ? algorithm
            : throw Refused($"the signature algorithm '{uri.Truncate(80)}' is not accepted");
        if (parts.Length - 2 > MaxReferences)
            throw Refused($"there are more than {MaxReferences} references");
        References = ReferencesOf(parts.AsSpan()[2..], weak);

        var children = element.Children();
        if (children.Length is < 2 or > 3 || !Is(children[1], "SignatureValue") || (children.Length == 3 && !Is(children[2], "KeyInfo")))
            throw Refused("the signature has other parts than SignedInfo, SignatureValue and KeyInfo");
        _value = Base64(children[1]);
        KeyInfo = children.Length == 3 ? children[2] : null;
    }

    /// <summary>The element.</summary>
    public MessageElement Element { get; }

    /// <summary>What it signs; at least one.</summary>
    public SignedReference[] References { get; }

    /// <summary>What it says about its key, which is a hint and no proof; null for nothing.</summary>
    public MessageElement? KeyInfo { get; }

    /// <summary>The hash that the key signed, by which two signatures of the same are the same.</summary>
    public byte[] SignedHash => field ??= ExclusiveCanonicalization.Hash(_algorithm.Hash, _signedInfo, _signedInfoPrefixes);

    /// <summary>Reads a signature.</summary>
    /// <param name="element">The <c>ds:Signature</c>.</param>
    /// <param name="weak">The broken hashes that the operator accepts.</param>
    /// <exception cref="ProofRefusedException">It does not have the accepted form.</exception>
    public static XmlSignature Read(MessageElement element, WeakHashes weak = WeakHashes.None) =>
        element.Children() is [var signedInfo, ..] && Is(signedInfo, "SignedInfo")
            ? new XmlSignature(element, signedInfo, weak)
            : throw Refused("the signature does not begin with SignedInfo");

    /// <summary>
    /// Whether the key of a certificate made it. What it signs is for <see cref="SignedReference.Covers"/> to say, and is to be asked
    /// afterwards: the digests are made of parts of any size, this of a few hundred bytes.
    /// </summary>
    /// <exception cref="ProofRefusedException">The key cannot be used.</exception>
    public bool IsMadeBy(X509Certificate2 certificate, VerificationKeys keys) => keys.IsMadeBy(certificate, _algorithm, SignedHash, _value);

    private static SignedReference[] ReferencesOf(ReadOnlySpan<MessageElement> elements, WeakHashes weak)
    {
        var references = new SignedReference[elements.Length];
        for (var i = 0; i < references.Length; i++)
            references[i] = Reference(elements[i], weak);
        return references;
    }

    private static SignedReference Reference(MessageElement element, WeakHashes weak)
    {
        if (!Is(element, "Reference") || element.Children() is not [var transforms, var method, var value]
            || !Is(transforms, "Transforms") || !Is(method, "DigestMethod") || !Is(value, "DigestValue"))
        {
            throw Refused("a reference has not exactly transforms, digest method and digest value");
        }

        if (element.Find("URI") is not ['#', _, ..] uri || uri.AsSpan().ContainsAny('(', ')', '/'))
            throw Refused("a reference names no element of this message by its id");
        var (isEnveloped, prefixes) = Transforms(transforms.Children());
        var algorithm = method.Find("Algorithm") ?? "";
        var hash = DigestAlgorithm.Find(algorithm, weak) ?? throw Refused($"the digest '{algorithm.Truncate(80)}' is not accepted");
        return new SignedReference(uri[1..], isEnveloped, prefixes, hash, Base64(value));
    }

    /// <summary>Exclusive canonicalization, at most after leaving out the signature itself; nothing else.</summary>
    private static (bool IsEnveloped, string? Prefixes) Transforms(ImmutableArray<MessageElement> transforms)
    {
        foreach (var transform in transforms)
        {
            if (!Is(transform, "Transform"))
                throw Refused("a reference has something else than transforms");
        }

        return transforms switch
        {
            [var only] => (false, Canonicalization(only)),
            [var first, var second] when first.Find("Algorithm") == Enveloped && first.Children().IsEmpty => (true, Canonicalization(second)),
            _ => throw Refused("a reference has other transforms than enveloped-signature and exclusive canonicalization"),
        };
    }

    private static string? Canonicalization(MessageElement method)
    {
        if (method.Find("Algorithm") != XmlNames.ExclusiveC14N)
            throw Refused($"the canonicalization or transform '{(method.Find("Algorithm") ?? "").Truncate(80)}' is not accepted");
        return method.Children() switch
        {
            [] => null,
            [{ LocalName: "InclusiveNamespaces", NamespaceUri: XmlNames.ExclusiveC14N } list] when list.Find("PrefixList") is not { Length: > MaxPrefixList } =>
                list.Find("PrefixList"),
            _ => throw Refused("a canonicalization has other parameters than a short prefix list"),
        };
    }

    private static byte[] Base64(MessageElement element) => element.Bytes() ?? throw Refused($"{element.LocalName} is not base64");

    private static bool Is(MessageElement element, string name) => element.LocalName == name && element.NamespaceUri == XmlNames.Signature;

    private static ProofRefusedException Refused(string reason) => new(reason);
}
