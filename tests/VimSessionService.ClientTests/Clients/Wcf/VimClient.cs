using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.Xml;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>What all of the contract shares.</summary>
public static class Vim
{
    /// <summary>The namespace of everything in vim25.</summary>
    public const string Namespace = "urn:vim25";

    /// <summary>The one SOAPAction: the version of the API that this contract speaks.</summary>
    public const string Action = "urn:vim25/8.0.3.0";
}

/// <summary>
/// A connection to a vSphere endpoint. It keeps the session cookie, so one connection is one session: two users need two.
/// </summary>
public sealed class VimClient : IAsyncDisposable
{
    /// <summary>The object that every client starts from.</summary>
    public static readonly ManagedObjectReference ServiceInstance = new() { Type = "ServiceInstance", Value = "ServiceInstance" };

    private readonly ChannelFactory<IVimPort> _factory;

    /// <summary>Prepares a connection; nothing is sent yet.</summary>
    /// <param name="url">The endpoint, <c>https://HOST:8989/sdk</c>; http does as well.</param>
    /// <param name="certificate">The certificate that the client shows, with its private key; null for none.</param>
    /// <param name="signer">The certificate whose key signs logins by token; null for none.</param>
    public VimClient(Uri url, X509Certificate2? certificate = null, X509Certificate2? signer = null)
    {
        _factory = Connection.Factory<IVimPort>(url, certificate);
        if (signer is not null)
            _factory.Endpoint.EndpointBehaviors.Add(new MessageSigning(signer));
        Port = _factory.CreateChannel();
    }

    /// <summary>The operations.</summary>
    public IVimPort Port { get; }

    /// <summary>Logs in by a token of single sign-on.</summary>
    /// <exception cref="FaultException{InvalidLogin}">The token is refused.</exception>
    public Task<UserSession> LoginByTokenAsync(ManagedObjectReference sessionManager, XmlElement token) =>
        Connection.CallAsync(Port, SecurityHeader.OfToken(token), port => port.LoginByTokenAsync(sessionManager));

    /// <summary>The session that the connection is logged in by; null for none.</summary>
    public async Task<UserSession?> CurrentSessionAsync(ServiceContent content)
    {
        var result = await ReadAsync(content, PropertyFilterSpec.Of(content.SessionManager!, "currentSession"));
        return (UserSession?)result.Objects.Single().PropSet.SingleOrDefault()?.Val;
    }

    /// <summary>Reads properties, on one page.</summary>
    /// <exception cref="InvalidOperationException">The specification selects nothing.</exception>
    public async Task<RetrieveResult> ReadAsync(ServiceContent content, PropertyFilterSpec spec)
    {
        var response = await Port.RetrievePropertiesExAsync(new RetrievePropertiesExRequest { Self = content.PropertyCollector, SpecSet = [spec] });
        return response.Result ?? throw new InvalidOperationException("Nothing was selected.");
    }

    /// <summary>Closes the connection; the session goes on until Logout or its idle time-out.</summary>
    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_factory).DisposeAsync();
}
