using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Tests.Hosting;

public class CertificateDocumentTests
{
    [Fact]
    public async Task The_certificate_can_be_fetched_without_its_key_and_then_trusted()
    {
        await using var app = TestHost.Build(TestHost.Settings(tls: true));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var url = new Uri(app.Url(), "/certificate.pem");
        string pem;
        using (var careless = new SocketsHttpHandler())
        using (var client = new HttpClient(careless))
        {
            careless.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null;
            pem = await client.GetStringAsync(url, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var trusting = new HttpClient(handler);
        Assert.Equal(pem, await trusting.GetStringAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Plain_http_has_none()
    {
        await using var app = TestHost.Build(TestHost.Settings());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(app.Url(), "/certificate.pem"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
