using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.Xml;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>A connection to a security token service.</summary>
public sealed class StsClient : IAsyncDisposable
{
    private readonly ChannelFactory<IStsPort> _factory;
    private readonly IStsPort _port;
    private readonly X509Certificate2? _certificate;

    /// <summary>Prepares a connection; nothing is sent yet.</summary>
    /// <param name="url">The endpoint, <c>https://HOST:8989/sts/STSService/vsphere.local</c>.</param>
    /// <param name="certificate">The certificate of a solution user, with its private key; null for a client with a password.</param>
    public StsClient(Uri url, X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _factory = Connection.Factory<IStsPort>(url);
        if (certificate is not null)
            _factory.Endpoint.EndpointBehaviors.Add(new MessageSigning(certificate));
        _port = _factory.CreateChannel();
    }

    /// <summary>A token for whoever has a password, good for who bears it.</summary>
    /// <exception cref="FaultException">The service's refusal, its code FailedAuthentication and others.</exception>
    public Task<XmlElement> IssueAsync(string userName, string password) => IssueAsync(SecurityHeader.OfPassword(userName, password), new RequestSecurityToken());

    /// <summary>A token for the solution user, good for who has its key.</summary>
    /// <exception cref="FaultException">The service's refusal, its code FailedAuthentication and others.</exception>
    public Task<XmlElement> IssueAsync() => IssueAsync(
        SecurityHeader.OfCertificate(_certificate ?? throw new InvalidOperationException("There is no certificate.")),
        new RequestSecurityToken { KeyType = Trust.Namespace + "/PublicKey", UseKey = new UseKey { Signature = MessageSigning.SignatureId } });

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_factory).DisposeAsync();

    private async Task<XmlElement> IssueAsync(SecurityHeader header, RequestSecurityToken request)
    {
        var response = await Connection.CallAsync(_port, header, port => port.IssueAsync(new IssueRequest { Request = request }));
        return response.Collection.Response.Token.Assertion;
    }
}
