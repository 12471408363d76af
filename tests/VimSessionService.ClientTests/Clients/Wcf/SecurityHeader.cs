using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.ServiceModel.Channels;
using System.Xml;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>The header <c>wsse:Security</c> with a timestamp of the present and one proof.</summary>
public sealed class SecurityHeader : MessageHeader
{
    /// <summary>The <c>wsu:Id</c> of the timestamp.</summary>
    public const string TimestampId = "timestamp";

    /// <summary>The <c>wsu:Id</c> of a certificate.</summary>
    public const string CertificateId = "certificate";

    private readonly Action<XmlDictionaryWriter> _writeProof;

    private SecurityHeader(Action<XmlDictionaryWriter> writeProof) => _writeProof = writeProof;

    /// <inheritdoc/>
    public override string Name => "Security";

    /// <inheritdoc/>
    public override string Namespace => Trust.Security;

    /// <summary>A name and a password.</summary>
    public static SecurityHeader OfPassword(string userName, string password) => new(writer =>
    {
        writer.WriteStartElement("wsse", "UsernameToken", Trust.Security);
        writer.WriteElementString("wsse", "Username", Trust.Security, userName);
        writer.WriteElementString("wsse", "Password", Trust.Security, password);
        writer.WriteEndElement();
    });

    /// <summary>A certificate, whose key has to sign the message.</summary>
    public static SecurityHeader OfCertificate(X509Certificate2 certificate) => new(writer =>
    {
        writer.WriteStartElement("wsse", "BinarySecurityToken", Trust.Security);
        writer.WriteAttributeString("wsu", "Id", Trust.Utility, CertificateId);
        writer.WriteAttributeString("ValueType", Trust.X509);
        writer.WriteAttributeString("EncodingType", Trust.Base64);
        writer.WriteBase64(certificate.RawData, 0, certificate.RawData.Length);
        writer.WriteEndElement();
    });

    /// <summary>A token, to the letter.</summary>
    public static SecurityHeader OfToken(XmlElement assertion) => new(writer =>
    {
        using var reader = new XmlNodeReader(assertion);
        writer.WriteNode(reader, defattr: false);
    });

    /// <inheritdoc/>
    protected override void OnWriteStartHeader(XmlDictionaryWriter writer, MessageVersion messageVersion) =>
        writer.WriteStartElement("wsse", Name, Namespace);

    /// <inheritdoc/>
    protected override void OnWriteHeaderContents(XmlDictionaryWriter writer, MessageVersion messageVersion)
    {
        var now = DateTime.UtcNow;
        writer.WriteStartElement("wsu", "Timestamp", Trust.Utility);
        writer.WriteAttributeString("wsu", "Id", Trust.Utility, TimestampId);
        writer.WriteElementString("wsu", "Created", Trust.Utility, Text(now));
        writer.WriteElementString("wsu", "Expires", Trust.Utility, Text(now.AddMinutes(1)));
        writer.WriteEndElement();
        _writeProof(writer);
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
