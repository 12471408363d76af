using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>Extension logins over real sockets: with a client certificate directly, and through the SDK tunnel (docs/facts/clients.md).</summary>
public sealed class SdkTunnelTests : IDisposable
{
    private const string Key = "com.example.tunnel";
    private const string Connect = "CONNECT sdkTunnel:8089 HTTP/1.1\r\nHost: sdkTunnel:8089\r\n\r\n";

    private readonly X509Certificate2 _certificate = MakeCertificate();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task An_extension_logs_in_by_the_certificate_of_its_connection()
    {
        await using var service = await RegisteredAsync(new ServiceOptions());
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);

        Assert.Contains("<extensionSession>true</extensionSession>", await LoginAsync(client, _certificate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_certificate_there_is_no_login()
    {
        await using var service = await RegisteredAsync(new ServiceOptions());
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);

        Assert.Contains("NoClientCertificateFault", await LoginAsync(client, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_tunnel_leads_to_the_service_with_certificate_and_address(bool tls)
    {
        await using var service = await RegisteredAsync(Options(tls));
        using var client = await ConnectAsync(service);
        var established = await SayAsync(client, Connect, "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", established, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", established, StringComparison.Ordinal); // pyVmomi closes a tunnel without it

        var answer = await LoginAsync(client, _certificate);

        Assert.Contains($"<userName>{Key}</userName>", answer, StringComparison.Ordinal);
        Assert.Contains("<ipAddress>127.0.0.1</ipAddress>", answer, StringComparison.Ordinal);
        Assert.Contains(" Secure;", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", "403")]
    [InlineData("CONNECT sdkTunnel:80 HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT sdkTunnel:8089.example.com:443 HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT sdkTunnel:8089\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("\0\u0001garbage", "400")]
    public async Task Anything_else_is_refused_and_the_connection_closed(string request, string status)
    {
        await using var service = await RunningService.StartAsync(Options(tls: true), withTunnel: true);
        using var client = await ConnectAsync(service);

        Assert.StartsWith($"HTTP/1.1 {status} ", await SayAsync(client, request, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_an_end_is_refused()
    {
        await using var service = await RunningService.StartAsync(Options(tls: true), withTunnel: true);
        using var client = await ConnectAsync(service);

        var answer = await SayAsync(client, "CONNECT sdkTunnel:8089 HTTP/1.1\r\nX: " + new string('x', 8_192 - 36), null);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_goes_on_beside_the_tunnel_on_its_port()
    {
        await using var service = await RunningService.StartAsync(Options(tls: false), withTunnel: true);
        using var client = await ConnectAsync(service);

        Assert.StartsWith("HTTP/1.1 200 ", await SayAsync(client, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_itself_is_no_proxy()
    {
        await using var service = await RunningService.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 405 ", await SayAsync(client, Connect, null), StringComparison.Ordinal);
    }

    private static ServiceOptions Options(bool tls) => new() { Tls = new TlsOptions { Enabled = tls } };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=tunnel", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task<RunningService> RegisteredAsync(ServiceOptions options)
    {
        var service = await RunningService.StartAsync(options, withTunnel: true);
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        var (registered, _) = await client.CallAsync($"<RegisterExtension xmlns=\"urn:vim25\"><_this>ExtensionManager</_this><extension><description><label>a</label><summary>a</summary></description><key>{Key}</key><version>1</version><lastHeartbeatTime>2001-01-01T00:00:00Z</lastHeartbeatTime></extension></RegisterExtension>", cookie);
        Assert.Equal(200, (int)registered.StatusCode);
        var (set, _) = await client.CallAsync($"<SetExtensionCertificate xmlns=\"urn:vim25\"><_this>ExtensionManager</_this><extensionKey>{Key}</extensionKey><certificatePem>{_certificate.ExportCertificatePem()}</certificatePem></SetExtensionCertificate>", cookie);
        Assert.Equal(200, (int)set.StatusCode);
        return service;
    }

    private static async Task<TcpClient> ConnectAsync(RunningService service)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.TunnelPort, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Sends a text and reads up to an end, or until the service closes.</summary>
    private static async Task<string> SayAsync(TcpClient client, string text, string? end)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        var buffer = new byte[1024];
        while (end is null || !answer.ToString().Contains(end, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            if (read == 0)
                break;
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }

    private static async Task<string> LoginAsync(TcpClient client, X509Certificate2? certificate)
    {
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "sdkTunnel",
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority,
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            },
            TestContext.Current.CancellationToken);
        var body = Soap.Envelope($"<LoginExtensionByCertificate xmlns=\"urn:vim25\"><_this>SessionManager</_this><extensionKey>{Key}</extensionKey></LoginExtensionByCertificate>");
        var request = $"POST /sdk HTTP/1.1\r\nHost: sdkTunnel:8089\r\nSOAPAction: urn:vim25/8.0.3.0\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
        await tls.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tls);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
