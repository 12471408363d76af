using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;
using System.Xml;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>
/// Signs the messages that have a <see cref="SecurityHeader"/>, timestamp and body, by the key of the certificate or of the token in it.
/// Others are sent as they are.
/// </summary>
/// <param name="certificate">The certificate with its private key.</param>
public sealed class MessageSigning(X509Certificate2 certificate) : IEndpointBehavior, IClientMessageInspector
{
    /// <summary>The id of the signature.</summary>
    public const string SignatureId = "signature";

    private const string BodyId = "body";
    private const string SamlTokenProfile = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1";
    private const string Security11 = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd";

    /// <inheritdoc/>
    public object? BeforeSendRequest(ref Message request, IClientChannel channel)
    {
        if (request.Headers.FindHeader("Security", Trust.Security) < 0)
            return null;
        var envelope = new XmlDocument { PreserveWhitespace = true };
        using (var writer = envelope.CreateNavigator()!.AppendChild())
            request.WriteMessage(writer);
        Sign(envelope);
        var signed = Message.CreateMessage(new XmlNodeReader(envelope), int.MaxValue, request.Version);
        signed.Properties.CopyProperties(request.Properties);
        signed.Headers.Action = request.Headers.Action;
        request = signed;
        return null;
    }

    /// <inheritdoc/>
    public void AfterReceiveReply(ref Message reply, object correlationState)
    {
    }

    /// <inheritdoc/>
    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime clientRuntime) => clientRuntime.ClientMessageInspectors.Add(this);

    /// <inheritdoc/>
    public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection bindingParameters)
    {
    }

    /// <inheritdoc/>
    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher endpointDispatcher)
    {
    }

    /// <inheritdoc/>
    public void Validate(ServiceEndpoint endpoint)
    {
    }

    private void Sign(XmlDocument envelope)
    {
        var body = (XmlElement)envelope.DocumentElement!.LastChild!;
        var bodyId = envelope.CreateAttribute("wsu", "Id", Trust.Utility);
        bodyId.Value = BodyId;
        body.SetAttributeNode(bodyId);
        var header = (XmlElement)envelope.GetElementsByTagName("Security", Trust.Security)[0]!;
        var signature = new SignatureByIds(envelope) { SigningKey = certificate.GetRSAPrivateKey() };
        signature.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signature.Signature.Id = SignatureId;
        foreach (var id in new[] { SecurityHeader.TimestampId, BodyId })
        {
            var reference = new Reference("#" + id);
            reference.AddTransform(new XmlDsigExcC14NTransform());
            signature.AddReference(reference);
        }

        signature.KeyInfo.AddClause(new KeyInfoNode(ReferenceToKey(header)));
        signature.ComputeSignature();
        header.AppendChild(signature.GetXml());
    }

    /// <summary>Says where the key is: in the token of the header, or else the certificate.</summary>
    private static XmlElement ReferenceToKey(XmlElement header)
    {
        var document = header.OwnerDocument;
        var reference = document.CreateElement("wsse", "SecurityTokenReference", Trust.Security);
        if (header["Assertion", Trust.Saml] is { } assertion)
        {
            reference.SetAttribute("TokenType", Security11, SamlTokenProfile + "#SAMLV2.0");
            var identifier = document.CreateElement("wsse", "KeyIdentifier", Trust.Security);
            identifier.SetAttribute("ValueType", SamlTokenProfile + "#SAMLID");
            identifier.InnerText = assertion.GetAttribute("ID");
            reference.AppendChild(identifier);
        }
        else
        {
            var certificate = document.CreateElement("wsse", "Reference", Trust.Security);
            certificate.SetAttribute("URI", "#" + SecurityHeader.CertificateId);
            certificate.SetAttribute("ValueType", Trust.X509);
            reference.AppendChild(certificate);
        }

        return reference;
    }

    /// <summary>The framework's signature finds no <c>wsu:Id</c> by itself.</summary>
    private sealed class SignatureByIds(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue)
        {
            var names = new XmlNamespaceManager(document!.NameTable);
            names.AddNamespace("wsu", Trust.Utility);
            return (XmlElement?)document.SelectSingleNode($"//*[@wsu:Id='{idValue}']", names);
        }
    }
}
