using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Security;

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
    public VimClient(Uri url)
    {
        _factory = new ChannelFactory<IVimPort>(Binding(url), new EndpointAddress(url));

        // A lab's certificate is its own; where the server's is issued by an authority, leave this out.
        _factory.Credentials.ServiceCertificate.SslCertificateAuthentication = new X509ServiceCertificateAuthentication
        {
            CertificateValidationMode = X509CertificateValidationMode.None,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        Port = _factory.CreateChannel();
    }

    /// <summary>The operations.</summary>
    public IVimPort Port { get; }

    /// <summary>Closes the connection; the session goes on until Logout or its idle time-out.</summary>
    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_factory).DisposeAsync();

    private static Binding Binding(Uri url) => url.Scheme == Uri.UriSchemeHttps
        ? new BasicHttpsBinding(BasicHttpsSecurityMode.Transport) { AllowCookies = true, MaxReceivedMessageSize = 16 << 20 }
        : new BasicHttpBinding(BasicHttpSecurityMode.None) { AllowCookies = true, MaxReceivedMessageSize = 16 << 20 };
}
