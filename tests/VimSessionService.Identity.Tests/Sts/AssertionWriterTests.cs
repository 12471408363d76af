using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Sts.Assertions;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>Assertions are written as canonical text; the framework's canonicalization agrees with every byte of it.</summary>
public sealed class AssertionWriterTests
{
    private static readonly SigningKey Key = SigningKey.Create(DateTimeOffset.UtcNow.AddDays(-1), TimeSpan.FromDays(2));

    public static TheoryData<string> Names =>
    [
        "Administrator vsphere.local", "A&B <C> \"D\" 'E' ]]>", " leading and trailing ", "tab\tline\nreturn\rend", "Ärger 漢字 \U0001F600", "bad\u0001\uFFFE\uD800x", "xmlns:rsa=\"x\"",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_digest_and_the_signature_are_those_of_the_frameworks_canonical_form(string name)
    {
        foreach (var algorithm in new[] { "rsa-sha256", "rsa-sha384", "rsa-sha512" })
        {
            foreach (var isBound in new[] { false, true })
                RequireSigned(AssertionWriter.Write(Spec(name, "http://www.w3.org/2001/04/xmldsig-more#" + algorithm, isBound), Key));
        }
    }

    [Fact]
    public void What_is_written_is_what_was_meant()
    {
        var document = Load(AssertionWriter.Write(Spec("A&B <C> \"D\"", SignatureAlgorithm.RsaSha256.Uri, isBound: false), Key));
        Assert.Equal("A&B <C> \"D\"@X", document.GetElementsByTagName("saml2:NameID")[0]!.InnerText);
        Assert.Equal("https://h/a?b&\"c\"", ((XmlElement)document.GetElementsByTagName("saml2:SubjectConfirmationData")[0]!).GetAttribute("Recipient"));
        Assert.Equal(["Issuer", "Signature", "Subject", "Conditions", "AuthnStatement", "AttributeStatement"], document.DocumentElement!.ChildNodes.Cast<XmlNode>().Select(node => node.LocalName));
    }

    [Fact]
    public void Types_of_conditions_have_their_prefixes_declared()
    {
        var document = Load(AssertionWriter.Write(Spec("x", SignatureAlgorithm.RsaSha256.Uri, isBound: true), Key));
        foreach (XmlElement condition in document.GetElementsByTagName("saml2:Condition"))
        {
            var type = condition.GetAttribute("type", "http://www.w3.org/2001/XMLSchema-instance");
            Assert.NotEmpty(condition.GetNamespaceOfPrefix(type.Split(':')[0]));
        }
    }

    private static AssertionSpec Spec(string name, string algorithm, bool isBound) => new()
    {
        Issuer = "https://vc/" + name,
        IssuedAt = DateTimeOffset.UtcNow,
        NotBefore = DateTimeOffset.UtcNow,
        NotOnOrAfter = DateTimeOffset.UtcNow.AddMinutes(5),
        Subject = name + "@X",
        FullName = name,
        Groups = ["vsphere.local\\" + name, "second"],
        IsSolution = isBound,
        AuthenticationContext = "urn:x",
        AuthenticatedAt = DateTimeOffset.UtcNow,
        ConfirmationKey = isBound ? Key.Certificate : null,
        Recipient = "https://h/a?b&\"c\"",
        Audience = ["urn:a", name],
        DelegationCount = 3,
        Delegates = [new TokenDelegate(name + "@Y", DateTimeOffset.UtcNow), new TokenDelegate("z@Y", DateTimeOffset.UtcNow)],
        RenewCount = 4,
        Signature = SignatureAlgorithm.Find(algorithm, WeakHashes.None)!,
    };

    private static void RequireSigned(string text)
    {
        var document = Load(text);
        var signature = (XmlElement)document.GetElementsByTagName("ds:Signature")[0]!;
        var info = signature["ds:SignedInfo"]!;
        var method = ((XmlElement)info.GetElementsByTagName("ds:SignatureMethod")[0]!).GetAttribute("Algorithm");
        var hash = method[^3..] switch { "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        using var key = Key.Certificate.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(TokenMessage.Canonicalize(info), Convert.FromBase64String(signature["ds:SignatureValue"]!.InnerText), hash, RSASignaturePadding.Pkcs1));
        Assert.Equal(Key.Certificate.RawData, Convert.FromBase64String(signature.GetElementsByTagName("ds:X509Certificate")[0]!.InnerText));
        signature.ParentNode!.RemoveChild(signature);
        var digest = Convert.ToBase64String(CryptographicOperations.HashData(hash, TokenMessage.Canonicalize(document.DocumentElement!, "xs xsi")));
        Assert.Equal(info.GetElementsByTagName("ds:DigestValue")[0]!.InnerText, digest);
    }

    private static XmlDocument Load(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return document;
    }
}
