using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Security;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>What connections of every contract have in common.</summary>
internal static class Connection
{
    /// <summary>Prepares connections to an endpoint.</summary>
    /// <param name="url">The endpoint; http does as well.</param>
    /// <param name="certificate">The certificate that the client shows, with its private key; null for none.</param>
    public static ChannelFactory<T> Factory<T>(Uri url, X509Certificate2? certificate = null)
    {
        var factory = new ChannelFactory<T>(Binding(url, certificate is not null), new EndpointAddress(url));
        factory.Credentials.ClientCertificate.Certificate = certificate;

        // A lab's certificate is its own; where the server's is issued by an authority, leave this out.
        factory.Credentials.ServiceCertificate.SslCertificateAuthentication = new X509ServiceCertificateAuthentication
        {
            CertificateValidationMode = X509CertificateValidationMode.None,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return factory;
    }

    /// <summary>Makes a call with a header of its own. The scope holds for the thread that begins the call, so it ends before the answer comes.</summary>
    public static async Task<TResult> CallAsync<TPort, TResult>(TPort port, MessageHeader header, Func<TPort, Task<TResult>> call)
        where TPort : class
    {
        Task<TResult> begun;
        using (new OperationContextScope((IContextChannel)port))
        {
            OperationContext.Current!.OutgoingMessageHeaders.Add(header);
            begun = call(port);
        }

        return await begun;
    }

    private static Binding Binding(Uri url, bool showsCertificate)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            return new BasicHttpBinding(BasicHttpSecurityMode.None) { AllowCookies = true, MaxReceivedMessageSize = 16 << 20 };
        var binding = new BasicHttpsBinding(BasicHttpsSecurityMode.Transport) { AllowCookies = true, MaxReceivedMessageSize = 16 << 20 };
        if (showsCertificate)
            binding.Security.Transport.ClientCredentialType = HttpClientCredentialType.Certificate;
        return binding;
    }
}
