using System.Security.Cryptography;
using VimSessionService.Identity.Tests.Making;
using static VimSessionService.Endpoint.Tests.Tokens.TokenAttack;

namespace VimSessionService.Endpoint.Tests.Tokens;

/// <summary>The attacks on tokens and on the messages that they come in, by name.</summary>
internal static class TokenAttacks
{
    private const string Enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
    private const string Transforms = "a reference has other transforms than enveloped-signature and exclusive canonicalization";
    private const string NoTarget = "a reference names no element of this message by its id";
    private const string Sha1Name = "http://www.w3.org/2000/09/xmldsig#sha1";

    public static Dictionary<string, Func<TokenAttack>> All { get; } = new(StringComparer.Ordinal)
    {
        // Who signed.
        ["unsigned assertion"] = () => OfText("the assertion is not signed", token => token.Replace(SignatureOf(token), "", StringComparison.Ordinal)),
        ["untrusted key, with its certificate"] = () => Of("the assertion was signed with a certificate that is not trusted", token => token with { Signer = TestKeys.Attacker }),
        ["untrusted key, without a certificate"] = () => Of("the assertion was signed by a key that is not trusted", token => token with { Signer = TestKeys.Attacker, ShowsCertificate = false }),
        ["untrusted key under the trusted certificate"] = () => new("the assertion was signed by a key that is not trusted", Bearer(Token),
            Bearer(Token with { Signer = TestKeys.Attacker }).Replace(TokenMaker.Base64(TestKeys.Attacker), TokenMaker.Base64(TestKeys.Sts), StringComparison.Ordinal)),
        ["attacker's certificate before the trusted one"] = () => OfText("the assertion was signed with a certificate that is not trusted",
            token => token.Replace("<ds:X509Data>", $"<ds:X509Data><ds:X509Certificate>{TokenMaker.Base64(TestKeys.Attacker)}</ds:X509Certificate>", StringComparison.Ordinal)),
        ["attacker's key as KeyValue"] = () => new("the assertion was signed by a key that is not trusted", Bearer(Token with { ShowsCertificate = false }),
            Bearer(Token with { Signer = TestKeys.Attacker }).Replace(TokenMaker.CertificateKeyInfo(TestKeys.Attacker), "<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>", StringComparison.Ordinal)),
        ["expired signing certificate"] = () => Of("the trusted certificate that the assertion was signed with has expired or is not yet valid", token => token with { Signer = TestKeys.ExpiredSts }),
        ["no signing certificate shown, by the expired one"] = () => Of("the assertion was signed by a key that is not trusted", token => token with { Signer = TestKeys.ExpiredSts, ShowsCertificate = false }),

        // Signature wrapping: what was signed is somewhere, and something else is in its place.
        ["XSW1: the signed one in the signature of the other"] = () => Wrapped("there is an assertion besides", good => EvilWith(SignatureOf(good).Replace("</ds:Signature>", $"<ds:Object>{Bare(good)}</ds:Object></ds:Signature>", StringComparison.Ordinal))),
        ["XSW2: the signed one before the other, with the signature detached"] = () => Wrapped("the security header holds Assertion twice", good => Bare(good) + EvilWith(SignatureOf(good))),
        ["XSW3: the other before the signed one"] = () => Wrapped("the security header holds Assertion twice", good => EvilWith("") + good),
        ["XSW4: the signed one in the other"] = () => Wrapped("there is an assertion besides", good => EvilWith("", good)),
        ["XSW5: the signature in the other, the signed one after it"] = () => Wrapped("the security header holds Assertion twice", good => EvilWith(SignatureOf(good)) + Bare(good)),
        ["XSW6: the signed one in the signature, in the other"] = () => Wrapped("there is an assertion besides", good => EvilWith(SignatureOf(good).Replace("<ds:KeyInfo>", $"<ds:Object>{Bare(good)}</ds:Object><ds:KeyInfo>", StringComparison.Ordinal))),
        ["XSW7: the signed one in Extensions"] = () => Wrapped("there is an assertion besides", good => $"<Extensions>{good}</Extensions>" + EvilWith("")),
        ["XSW8: the signed one in an Object of the other's signature"] = () => Wrapped("there is an assertion besides", good => EvilWith(SignatureOf(good).Replace("</ds:Signature>", $"<ds:Object><Extensions>{Bare(good)}</Extensions></ds:Object></ds:Signature>", StringComparison.Ordinal))),
        ["the signed one in Advice"] = () => Wrapped("there is an assertion besides", good => EvilWith(SignatureOf(good), $"<saml2:Advice>{Bare(good)}</saml2:Advice>")),
        ["the signed one in an unknown element of the security header"] = () => Wrapped("there is an assertion besides", good => EvilWith(SignatureOf(good)) + $"<x>{Bare(good)}</x>"),
        ["the signed one in another header"] = () => OfMessage("there is an assertion besides", maker => maker with { Token = EvilWith(SignatureOf(maker.Token)), Headers = ($"<x>{Bare(maker.Token)}</x>", "") }),
        ["the signed one in a header after"] = () => OfMessage("there is an assertion besides", maker => maker with { Token = EvilWith(SignatureOf(maker.Token)), Headers = ("", $"<x>{Bare(maker.Token)}</x>") }),
        ["the signed one in a second security header"] = () => OfMessage("there are two security headers", maker => maker with { Token = EvilWith(""), Headers = ("", $"<s:Security xmlns:s=\"{MessageMaker.Wsse}\">{maker.Token}</s:Security>") }),
        ["the other with the signed one's signature alone"] = () => Wrapped("the signature of the assertion is not one over the assertion alone", good => EvilWith(SignatureOf(good))),
        ["the other with the signed one's id and signature"] = () => Wrapped("the assertion is not the one that was signed", good => EvilWith(SignatureOf(good), id: Token.Id)),
        ["duplicate ID"] = () => OfMessage("comes twice in the message", maker => maker with { Token = EvilWith(SignatureOf(maker.Token), id: Token.Id), Headers = ($"<x>{Bare(maker.Token)}</x>", "") }),
        ["ID and Id"] = () => Twice("Id"),
        ["ID and id"] = () => Twice("id"),
        ["ID and xml:id"] = () => Twice("xml:id"),
        ["ID and wsu:Id"] = () => Twice("wsu:Id"),
        ["ID and AssertionID"] = () => Twice("AssertionID"),
        ["a second signature in the assertion"] = () => OfText("the assertion holds Signature twice", token => token.Replace("</saml2:Issuer>", "</saml2:Issuer>" + SignatureOf(Evil.Make()), StringComparison.Ordinal)),
        ["a signature deeper in the assertion"] = () => OfText("there is a signature besides", token => token.Replace("<saml2:AttributeStatement>", "<saml2:AttributeStatement>" + SignatureOf(Evil.Make()), StringComparison.Ordinal)),
        ["two signed assertions"] = () => Wrapped("the security header holds Assertion twice", good => good + Evil.Make()),

        // What was changed after it was signed.
        ["changed NameID"] = () => OfText("the assertion is not the one that was signed", token => token.Replace("Administrator@VSPHERE", "reader@VSPHERE", StringComparison.Ordinal)),
        ["comment added in NameID"] = () => OfText("the assertion holds a comment", token => token.Replace("Administrator@VSPHERE", "Administrator<!---->@VSPHERE", StringComparison.Ordinal)),
        ["comment signed in NameID"] = () => Of("the assertion holds a comment", token => token with { NameId = "administrator@VSPHERE.LOCAL<!---->.evil.example" }),
        ["comment elsewhere in the assertion"] = () => OfText("the assertion holds a comment", token => token.Replace("<saml2:Conditions", "<!-- x --><saml2:Conditions", StringComparison.Ordinal)),
        ["element in NameID"] = () => Of("the NameID holds something else than text", token => token with { NameId = "administrator<x/>@VSPHERE.LOCAL" }),
        ["changed Conditions"] = () => OfText("the assertion is not the one that was signed", token => token.Replace(TokenMaker.Time(Token.NotOnOrAfter), TokenMaker.Time(Token.NotOnOrAfter.AddDays(1)), StringComparison.Ordinal)),
        ["Conditions taken out"] = () => OfText("the assertion is not the one that was signed", token => Cut(token, "<saml2:ProxyRestriction", "/>")),
        ["group added"] = () => OfText("the assertion is not the one that was signed", token => token.Replace("<saml2:AttributeValue", "<saml2:AttributeValue>vsphere.local\\Administrators</saml2:AttributeValue><saml2:AttributeValue", StringComparison.Ordinal)),
        ["blank in the assertion"] = () => OfText("the assertion is not the one that was signed", token => token.Replace("<saml2:Subject>", "\n<saml2:Subject>", StringComparison.Ordinal)),
        ["changed SignedInfo"] = () => OfText("the assertion was signed by a key that is not trusted", token => token.Replace("<ds:SignedInfo>", "<ds:SignedInfo Id=\"x\">", StringComparison.Ordinal)),
        ["changed digest"] = () => OfText("the assertion was signed by a key that is not trusted", token => Cut(token, "<ds:DigestValue>", "</ds:DigestValue>", "<ds:DigestValue>AAAA</ds:DigestValue>")),
        ["changed signature value"] = () => OfText("the assertion was signed by a key that is not trusted", token => Cut(token, "<ds:SignatureValue>", "</ds:SignatureValue>", $"<ds:SignatureValue>{Convert.ToBase64String(new byte[256])}</ds:SignatureValue>")),
        ["empty signature value"] = () => OfText("the assertion was signed by a key that is not trusted", token => Cut(token, "<ds:SignatureValue>", "</ds:SignatureValue>", "<ds:SignatureValue/>")),

        // When and for whom.
        ["not yet valid"] = () => Of("the assertion is not yet valid", token => token with { NotBefore = TestKeys.Now.AddMinutes(11) }),
        ["expired"] = () => Of("the assertion has expired", token => token with { NotBefore = TestKeys.Now.AddHours(-2), NotOnOrAfter = TestKeys.Now.AddMinutes(-10) }),
        ["ends before it begins"] = () => Of("the assertion ends before it begins", token => token with { NotBefore = TestKeys.Now.AddMinutes(5), NotOnOrAfter = TestKeys.Now.AddMinutes(5) }),
        ["wrong audience"] = () => Of("the assertion is for another audience", token => token with { Conditions = "<saml2:AudienceRestriction><saml2:Audience>https://other.example.com/sdk</saml2:Audience></saml2:AudienceRestriction>" }),
        ["no audience in a restriction"] = () => Of("the assertion is for another audience", token => token with { Conditions = "<saml2:AudienceRestriction/>" }),
        ["wrong recipient"] = () => Of("the subject confirmation is for another recipient", token => token with { ConfirmationAttributes = " Recipient=\"https://other.example.com/sdk\"" }),
        ["confirmation over"] = () => Of("the subject confirmation has expired", token => token with { Confirmations = (token with { NotOnOrAfter = TestKeys.Now.AddMinutes(-10) }).BearerConfirmation() }),
        ["confirmation not yet"] = () => Of("the subject confirmation is not yet valid", token => token with { ConfirmationAttributes = $" NotBefore=\"{TokenMaker.Time(TestKeys.Now.AddMinutes(11))}\"" }),
        ["no confirmation"] = () => Of("the subject has no confirmation", token => token with { Confirmations = "" }),
        ["confirmed by whoever sends it"] = () => Of("the confirmation method 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' is not accepted", token => token with { Confirmations = token.BearerConfirmation().Replace("cm:bearer", "cm:sender-vouches", StringComparison.Ordinal) }),
        ["condition that nobody knows"] = () => Of("the condition 'x:Other' is not understood", token => token with { Conditions = "<saml2:Condition xmlns:x=\"urn:x\" xsi:type=\"x:Other\"/>" }),
        ["time without a zone"] = () => Of("NotOnOrAfter of Conditions is no time with a zone", token => token with { BeforeSigning = text => text.Replace($"NotOnOrAfter=\"{TokenMaker.Time(token.NotOnOrAfter)}\"><saml2:Proxy", "NotOnOrAfter=\"2030-01-01T00:00:00\"><saml2:Proxy", StringComparison.Ordinal) }),
        ["no end"] = () => Of("the assertion has no end", token => token with { BeforeSigning = text => text.Replace($" NotOnOrAfter=\"{TokenMaker.Time(token.NotOnOrAfter)}\"><saml2:Proxy", "><saml2:Proxy", StringComparison.Ordinal) }),
        ["another version"] = () => Of("the assertion is not of version 2.0", token => token with { BeforeSigning = text => text.Replace("Version=\"2.0\"", "Version=\"1.1\"", StringComparison.Ordinal) }),
        ["SAML 1.1"] = () => OfMessage("there is no SAML 2.0 assertion in the security header", maker => maker with { Token = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\" AssertionID=\"_1\"/>" }),
        ["name that is none"] = () => Of("the NameID is neither user@domain nor DOMAIN\\user, as its format says", token => token with { NameId = "administrator" }),
        ["name of another format"] = () => Of("a NameID of the format 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' is not accepted", token => token with { NameFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }),
        ["domain hidden in a user name"] = () => Of("the NameID is neither user@domain nor DOMAIN\\user, as its format says", token => token with { NameId = @"VSPHERE.LOCAL\administrator@evil.example" }),
        ["two names"] = () => Of("the subject has two NameIDs", token => token with { Confirmations = "<saml2:NameID>reader@VSPHERE.LOCAL</saml2:NameID>" + token.BearerConfirmation() }),
        ["encrypted name"] = () => Of("the assertion holds EncryptedID: what is encrypted is not accepted", token => token with { Confirmations = "<saml2:EncryptedID/>" + token.BearerConfirmation() }),
        ["encrypted assertion"] = () => OfMessage("the security header holds EncryptedAssertion: encrypted tokens are not accepted", maker => maker with { Token = $"<saml2:EncryptedAssertion xmlns:saml2=\"{TokenMaker.Saml}\"/>" }),

        // What a signature may say.
        ["no Reference"] = () => OfSignedInfo("SignedInfo has no canonicalization and signature method", info => Cut(info, "<ds:Reference", "</ds:Reference>")),
        ["second Reference"] = () => OfSignedInfo("the signature of the assertion is not one over the assertion alone", Repeat(1)),
        ["many References"] = () => OfSignedInfo("there are more than 4 references", Repeat(4)),
        ["many transforms"] = () => OfSignedInfo(Transforms, info => info.Replace(Enveloped, string.Concat(Enumerable.Repeat(Enveloped, 20)), StringComparison.Ordinal)),
        ["no enveloped transform"] = () => OfSignedInfo("the signature of the assertion is not one over the assertion alone", info => info.Replace(Enveloped, "", StringComparison.Ordinal)),
        ["XSLT"] = () => OfSignedInfo(Transforms, Transform("http://www.w3.org/TR/1999/REC-xslt-19991116")),
        ["XPath"] = () => OfSignedInfo(Transforms, Transform("http://www.w3.org/TR/1999/REC-xpath-19991116")),
        ["XPath filter"] = () => OfSignedInfo(Transforms, Transform("http://www.w3.org/2002/06/xmldsig-filter2")),
        ["XPath in the place of the envelope"] = () => OfSignedInfo(Transforms, info => info.Replace("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116", StringComparison.Ordinal)),
        ["inclusive canonicalization of the reference"] = () => OfSignedInfo("the canonicalization or transform 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' is not accepted", info => Second(info, XmlSigner.ExclusiveC14N, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        ["canonicalization with comments"] = () => OfSignedInfo("the canonicalization or transform 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' is not accepted", info => info.Replace($"CanonicalizationMethod Algorithm=\"{XmlSigner.ExclusiveC14N}", $"CanonicalizationMethod Algorithm=\"{XmlSigner.ExclusiveC14N}WithComments", StringComparison.Ordinal)),
        ["long prefix list"] = () => OfSignature("a canonicalization has other parameters than a short prefix list", style => style with { PrefixList = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"p{i}")) }),
        ["external URI"] = () => OfSignedInfo(NoTarget, Uri("http://evil.example.com/token.xml")),
        ["file URI"] = () => OfSignedInfo(NoTarget, Uri("file:///etc/passwd")),
        ["the whole document"] = () => OfSignedInfo(NoTarget, Uri("")),
        ["XPointer"] = () => OfSignedInfo(NoTarget, Uri($"#xpointer(id('{Token.Id}'))")),
        ["no URI"] = () => OfSignedInfo(NoTarget, info => Cut(info, " URI=\"", "\"")),
        ["an Object in the signature"] = () => OfText("the signature has other parts than SignedInfo, SignatureValue and KeyInfo", token => token.Replace("</ds:Signature>", "<ds:Object/></ds:Signature>", StringComparison.Ordinal)),
        ["HMAC with the public key"] = () => OfSignature("the signature algorithm 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256' is not accepted", style => style with
        {
            Algorithm = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            Sign = bytes => HMACSHA256.HashData(TestKeys.Sts.PublicKey.ExportSubjectPublicKeyInfo(), bytes),
        }),
        ["HMAC cut to nothing"] = () => OfSignedInfo("the signature algorithm", info => info.Replace("rsa-sha256\"/>", "rsa-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>", StringComparison.Ordinal)),
        ["RSA-SHA1"] = () => OfSignature("the signature algorithm 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' is not accepted", style => style with { Algorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }),
        ["SHA-1 digest"] = () => OfSignature($"the digest '{Sha1Name}' is not accepted", style => style with { Digest = Sha1Name }),
        ["RSA-MD5"] = () => OfSignature("the signature algorithm 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5' is not accepted", style => style with { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5" }),
        ["MD5 digest"] = () => OfSignature("the digest 'http://www.w3.org/2001/04/xmldsig-more#md5' is not accepted", style => style with { Digest = "http://www.w3.org/2001/04/xmldsig-more#md5" }),

        // What is no token.
        ["deflated token"] = () => OfMessage("the security header holds text: a token that is deflated or in base64 is not accepted", maker => maker with { Token = "fVLLbtswELwX6D8QvMuSFT8SwjLgwihgIEGLOs2ht5W8" }),
        ["token in base64 as a binary one"] = () => OfMessage("a token that is deflated or in base64 is not", maker => maker with { Token = "<wsse:BinarySecurityToken ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0\">PHNhbWwyOkFzc2VydGlvbi8+</wsse:BinarySecurityToken>" }),
        ["huge token"] = () => Of("the assertion is larger than 65536 bytes", token => token with { Groups = [.. Enumerable.Range(0, 600).Select(i => $@"vsphere.local\group-{i:D8}-{i:D8}")] }),
        ["huge message"] = () => OfMessage("the message is larger than 81920 bytes", maker => maker with { Headers = ("", $"<x>{new string('x', 90_000)}</x>") }),
        ["stale timestamp beside a bearer token"] = () => OfMessage("the timestamp has expired", maker => maker with { HasTimestamp = true, Created = TestKeys.Now.AddHours(-1), Expires = TestKeys.Now.AddMinutes(-30) }),

        // The holder of a key.
        ["holder-of-key token as bearer"] = () => OfHolder("a holder-of-key token came without a proof of its key", maker => maker with { Signer = null }),
        ["holder-of-key with another's certificate"] = () => OfHolderByTls(),
        ["message signed by another key"] = () => OfHolder("the message was signed by another key", maker => maker with { Signer = TestKeys.Attacker }),
        ["message signed by another key that it shows"] = () => OfHolder("the signature's key is not named by one security token reference", maker => maker with { Signer = TestKeys.Attacker, KeyInfo = TokenMaker.CertificateKeyInfo(TestKeys.Attacker) }),
        ["signature refers to another token"] = () => OfHolder("the signature's key is that of another token than the message's", maker => maker with { TokenId = "_other" }),
        ["body not covered"] = () => OfHolder("the signature is not one over the timestamp and the body", maker => maker with { Signed = ["Timestamp"] }),
        ["timestamp not covered"] = () => OfHolder("the signature is not one over the timestamp and the body", maker => maker with { Signed = ["Body"] }),
        ["timestamp covered twice, the body not"] = () => OfHolder("the signature does not cover the timestamp and the body", maker => maker with { Signed = ["Timestamp", "Timestamp"] }),
        ["timestamp missing"] = () => OfHolder("the message is signed and has no timestamp", maker => maker with { HasTimestamp = false, Signed = ["Body"] }),
        ["timestamp taken out"] = () => OfHolderText("the message is signed and has no timestamp", text => Cut(text, "<wsu:Timestamp", "</wsu:Timestamp>")),
        ["timestamp old"] = () => OfHolder("the timestamp has expired", maker => maker with { Created = TestKeys.Now.AddMinutes(-12), Expires = TestKeys.Now.AddMinutes(-10) }),
        ["timestamp old that says it is good for a year"] = () => OfHolder("the timestamp has expired", maker => maker with { Created = TestKeys.Now.AddHours(-2), Expires = TestKeys.Now.AddYears(1) }),
        ["timestamp of the future"] = () => OfHolder("the timestamp is of the future", maker => maker with { Created = TestKeys.Now.AddMinutes(11), Expires = TestKeys.Now.AddMinutes(12) }),
        ["timestamp changed"] = () => OfHolderText("the timestamp is not the one that was signed", text => text.Replace($"<wsu:Expires>{TokenMaker.Time(TestKeys.Now.AddMinutes(1))}", $"<wsu:Expires>{TokenMaker.Time(TestKeys.Now.AddMinutes(5))}", StringComparison.Ordinal)),
        ["body changed"] = () => OfHolderText("the body is not the one that was signed", text => text.Replace("</_this></LoginByToken>", "</_this><locale>en</locale></LoginByToken>", StringComparison.Ordinal)),
        ["signed body wrapped in a header"] = () => OfHolderText("the signature does not cover the timestamp and the body", text => WrapBody(text, "_evil")),
        ["signed body wrapped under the same id"] = () => OfHolderText("comes twice in the message", text => WrapBody(text, "_body-1")),
        ["signed timestamp wrapped"] = () => OfHolderText("the signature does not cover the timestamp and the body", text => WrapTimestamp(text, "_evil")),
        ["two timestamps"] = () => OfHolderText("the security header holds Timestamp twice", text => text.Replace("<wsu:Timestamp", "<wsu:Timestamp wsu:Id=\"_evil\"/><wsu:Timestamp", StringComparison.Ordinal)),
        ["message signature with XPath"] = () => OfHolder(Transforms, maker => maker with { Style = maker.Style with { SignedInfo = Transform("http://www.w3.org/TR/1999/REC-xpath-19991116") } }),
        ["message signature with HMAC"] = () => OfHolder("the signature algorithm", maker => maker with { Style = maker.Style with { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", Sign = bytes => HMACSHA256.HashData(TestKeys.Holder.PublicKey.ExportSubjectPublicKeyInfo(), bytes) } }),
        ["message signed with MD5"] = () => OfHolder("is not accepted", maker => maker with { Style = maker.Style with { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5" } }),
        ["message signed with SHA-1"] = () => OfHolder("is not accepted", maker => maker with { Style = maker.Style with { Algorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1" } }),
        ["two message signatures"] = () => OfHolderText("the security header holds Signature twice", text => text.Replace("</wsse:Security>", SignatureOf(Token.Make()) + "</wsse:Security>", StringComparison.Ordinal)),
        ["certificate of the holder replaced"] = () => OfHolderText("the assertion is not the one that was signed", text => text.Replace(TokenMaker.Base64(TestKeys.Holder), TokenMaker.Base64(TestKeys.Attacker), StringComparison.Ordinal)),
    };

    private static TokenAttack Wrapped(string reason, Func<string, string> wrap) => OfMessage(reason, maker => maker with { Token = wrap(maker.Token) });

    private static TokenAttack OfHolderByTls()
    {
        var token = Token with { Holder = TestKeys.Holder };
        return new(
            "a holder-of-key token came without a proof of its key", new MessageMaker { Token = token.Make() }.Make(),
            new MessageMaker { Token = (token with { Holder = TestKeys.EllipticHolder }).Make() }.Make(), TestKeys.Holder);
    }

    /// <summary>The id that was signed, borne by another element as another kind of id.</summary>
    private static TokenAttack Twice(string kind) => OfMessage("comes twice in the message", maker => maker with
    {
        Headers = ($"<x xmlns:wsu=\"{MessageMaker.Wsu}\" {kind}=\"{Token.Id}\"/>", ""),
    });

    /// <summary>The assertion without its signature.</summary>
    private static string Bare(string token) => token.Replace(SignatureOf(token), "", StringComparison.Ordinal);

    private static Func<string, string> Transform(string algorithm) =>
        info => info.Replace("</ds:Transforms>", $"<ds:Transform Algorithm=\"{algorithm}\"/><ds:Transform Algorithm=\"{algorithm}\"/></ds:Transforms>", StringComparison.Ordinal);

    private static Func<string, string> Uri(string uri) => info => info.Replace($"URI=\"#{Token.Id}\"", $"URI=\"{uri}\"", StringComparison.Ordinal);

    private static Func<string, string> Repeat(int times) => info =>
    {
        var at = info.IndexOf("<ds:Reference", StringComparison.Ordinal);
        var end = info.IndexOf("</ds:Reference>", StringComparison.Ordinal) + "</ds:Reference>".Length;
        return info.Insert(end, string.Concat(Enumerable.Repeat(info[at..end], times)));
    };

    private static string Second(string text, string old, string changed)
    {
        var at = text.IndexOf(old, text.IndexOf(old, StringComparison.Ordinal) + 1, StringComparison.Ordinal);
        return text[..at] + changed + text[(at + old.Length)..].Replace("<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xsd xsi\"/>", "", StringComparison.Ordinal);
    }

    private static string Cut(string text, string from, string to, string put = "")
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var end = text.IndexOf(to, at + from.Length, StringComparison.Ordinal) + to.Length;
        return text[..at] + put + text[end..];
    }

    private static string WrapBody(string text, string id)
    {
        var at = text.IndexOf("<soapenv:Body", StringComparison.Ordinal);
        var end = text.IndexOf("</soapenv:Body>", StringComparison.Ordinal) + "</soapenv:Body>".Length;
        var evil = text[at..end].Replace("_body-1", id, StringComparison.Ordinal).Replace("</_this></LoginByToken>", "</_this><locale>en</locale></LoginByToken>", StringComparison.Ordinal);
        return (text[..at] + evil + text[end..]).Replace("</soapenv:Header>", $"<x>{text[at..end]}</x></soapenv:Header>", StringComparison.Ordinal);
    }

    private static string WrapTimestamp(string text, string id)
    {
        var at = text.IndexOf("<wsu:Timestamp", StringComparison.Ordinal);
        var end = text.IndexOf("</wsu:Timestamp>", StringComparison.Ordinal) + "</wsu:Timestamp>".Length;
        var signed = text[at..end];
        return text[..at] + signed.Replace("_ts-1", id, StringComparison.Ordinal) + $"<x>{signed}</x>" + text[end..];
    }
}
