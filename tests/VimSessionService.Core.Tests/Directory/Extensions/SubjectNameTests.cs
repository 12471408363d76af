using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Directory.Extensions;

namespace VimSessionService.Core.Tests.Directory.Extensions;

/// <summary>Names of certificates are compared by what their encoding says, with names as tools write them.</summary>
public class SubjectNameTests
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string UserId = "0.9.2342.19200300.100.1.1";
    private const string DomainComponent = "0.9.2342.19200300.100.1.25";

    private static readonly X500DistinguishedName Subject = Name((DomainComponent, "example"), (Organization, "Example, Inc."), (UserId, "ext-7"), (CommonName, "host/vc.example.com"));

    [Theory]
    [InlineData("CN=host/vc.example.com,UID=ext-7,O=Example\\, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com, UID=ext-7, O=\"Example, Inc.\", DC=example")]
    [InlineData("DC=example; O=\"Example, Inc.\"; userId=EXT-7; commonName=host/vc.example.com")]
    [InlineData("cn=host/vc.example.com+uid=ext-7,o=example\\2C  inc.,dc=EXAMPLE")]
    [InlineData("/DC=example/O=Example, Inc./UID=ext-7/CN=host/vc.example.com")]
    [InlineData("2.5.4.3=host/vc.example.com,OID.0.9.2342.19200300.100.1.1=#0c056578742d37,O=Example\\, Inc.,DC=example")]
    [InlineData(" CN = host/vc.example.com , UID = ext-7 , O = Example\\, Inc. , DC = example ")]
    public void A_name_is_the_same_in_every_spelling(string registered) => Assert.True(SubjectName.Matches(registered, Subject));

    [Theory]
    [InlineData("")]
    [InlineData("ext-7")]
    [InlineData("CN=host/vc.example.com")]
    [InlineData("CN=host/vc.example.com,UID=ext-8,O=Example\\, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com,UID=ext-7,UID=ext-7,O=Example\\, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com,XYZ=ext-7,O=Example\\, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com,UID=ext-7,O=\"Example, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com,UID=ext-7,O=Example\\, Inc.,DC=example\\")]
    [InlineData("CN=host/vc.example.com,UID=#zz,O=Example\\, Inc.,DC=example")]
    [InlineData("CN=host/vc.example.com,UID=#0c05,O=Example\\, Inc.,DC=example")]
    [InlineData("/ext-7")]
    public void Another_name_and_what_is_none_does_not_match(string registered) => Assert.False(SubjectName.Matches(registered, Subject));

    [Theory]
    [InlineData("CN=Jürgen\\20")]
    [InlineData("CN=J\\C3\\BCrgen")]
    public void Letters_of_UTF_8_are_read_plain_and_escaped(string registered) => Assert.True(SubjectName.Matches(registered, Name((CommonName, "JÜRGEN"))));

    [Fact]
    public void A_name_whose_encoding_is_broken_is_nobodys() =>
        Assert.False(SubjectName.Matches("CN=a", new X500DistinguishedName([0x30, 3, 0x31, 1, 0x30])));

    [Fact]
    public void A_certificate_without_a_name_is_nobodys() => Assert.False(SubjectName.Matches("", Name()));

    private static X500DistinguishedName Name(params (string Type, string Value)[] attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var (type, value) in attributes)
            {
                using (writer.PushSetOf())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(type);
                        writer.WriteCharacterString(type == DomainComponent ? UniversalTagNumber.IA5String : UniversalTagNumber.UTF8String, value);
                    }
                }
            }
        }

        return new X500DistinguishedName(writer.Encode());
    }
}
