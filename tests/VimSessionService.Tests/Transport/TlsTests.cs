using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VimSessionService.Web;

namespace VimSessionService.Tests.Transport;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly HostParts _settings = TestHost.Settings(tls: true);
    private readonly WebApplication _app;

    public TlsTests()
    {
        _app = TestHost.Build(_settings);
        _app.MapGet("/who", context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "nobody"));
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _settings.Certificate!.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_versions_of_tls_are_spoken_with_the_service_s_certificate(SslProtocols version)
    {
        using var client = new TcpClient();
        await using var stream = await ConnectAsync(client, new SslClientAuthenticationOptions { EnabledSslProtocols = version });

        Assert.Equal(version, stream.SslProtocol);
        Assert.Equal(_settings.Certificate!.Certificate.GetCertHashString(), stream.RemoteCertificate!.GetCertHashString());
    }

    [Fact]
    public async Task Only_http_1_1_is_offered()
    {
        using var client = new TcpClient();
        await using var stream = await ConnectAsync(client, new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        });

        Assert.Equal(SslApplicationProtocol.Http11, stream.NegotiatedApplicationProtocol);
    }

    [Fact]
    public async Task The_made_certificate_is_valid_to_whoever_trusts_it()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _app.Url().Port, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());

        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _settings.Certificate!.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            TestContext.Current.CancellationToken);

        Assert.True(stream.IsAuthenticated);
    }

    [Fact]
    public async Task A_client_needs_no_certificate() => Assert.Equal("nobody", await WhoAsync(null));

    [Fact]
    public async Task Any_client_certificate_is_taken_and_handed_on()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=extension", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(-1));

        Assert.Equal("CN=extension", await WhoAsync(made));
    }

    /// <summary>Or any client could have the service fetch an address of its choice, and wait for it within the handshake.</summary>
    [Fact]
    public async Task Nothing_is_fetched_from_an_address_in_a_client_certificate()
    {
        using var named = new TcpListener(IPAddress.Loopback, 0);
        named.Start();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [$"http://{named.LocalEndpoint}/issuer"]));
        using var issued = request.Create(
            new X500DistinguishedName("CN=unknown issuer"), X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1]);
        using var shown = issued.CopyWithPrivateKey(key);

        Assert.Equal("CN=client", await WhoAsync(shown));

        Assert.False(named.Pending());
    }

    private async Task<string> WhoAsync(X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await using var stream = await ConnectAsync(client, new SslClientAuthenticationOptions
        {
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        });
        await stream.WriteAsync("GET /who HTTP/1.0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private async Task<SslStream> ConnectAsync(TcpClient client, SslClientAuthenticationOptions options)
    {
        await client.ConnectAsync("127.0.0.1", _app.Url().Port, TestContext.Current.CancellationToken);
        var stream = new SslStream(client.GetStream());
        options.TargetHost = "127.0.0.1";
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _settings.Certificate!.Certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return stream;
    }
}
