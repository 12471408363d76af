using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>What expat reads beside UTF-8 is read too: UTF-16, ISO-8859-1, processing instructions and declarations of other versions.</summary>
public sealed class EncodingTests
{
    private readonly SoapRequestReader _reader = new();

    public static TheoryData<string, byte[]> Documents => new()
    {
        { "UTF-16 with a byte order mark, little endian", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Document("<?xml version='1.0' encoding='UTF-16'?>"))] },
        { "UTF-16 with a byte order mark, big endian", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Document("<?xml version='1.0' encoding='utf-16'?>"))] },
        { "UTF-16 without one, little endian", Encoding.Unicode.GetBytes(Document("<?xml version='1.0'?>")) },
        { "UTF-16 without one, big endian", Encoding.BigEndianUnicode.GetBytes(Document("")) },
        { "ISO-8859-1", Encoding.Latin1.GetBytes(Document("<?xml version='1.0' encoding='iso-8859-1'?>")) },
        { "UTF-8, XML 1.1", Encoding.UTF8.GetBytes(Document("<?xml version='1.1' encoding='UTF-8'?>")) },
        { "processing instructions", Encoding.UTF8.GetBytes(Document("<?xml version='1.0'?><?a b?>") + "<?c d?>") },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void It_is_read(string what, byte[] document)
    {
        Assert.NotEmpty(what);
        Assert.Equal("Login", _reader.ReadEnvelope(document).Operation);
        Assert.Equal("Jürgen", ((LoginRequest)_reader.ReadArguments(LoginRequest.Method).Request).UserName);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x3C })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x3C, 0x00, 0x00, 0xD8, 0x3E, 0x00 })]
    [InlineData(new byte[] { 0x3C, 0x00 })]
    [InlineData(new byte[] { 0x00, 0x3C, 0x00 })]
    public void What_is_not_in_its_encoding_is_refused(byte[] document) =>
        Assert.True(Assert.Throws<VimDecodeException>(() => _reader.ReadEnvelope(document)).IsBeforeMethod);

    private static string Document(string declaration) =>
        declaration + """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><Login xmlns="urn:vim25"><_this>SessionManager</_this><?x y?><userName>Jür<?z?>gen</userName><password>p</password></Login></e:Body></e:Envelope>""";
}
