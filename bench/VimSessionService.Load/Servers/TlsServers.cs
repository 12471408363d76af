using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Suites;

namespace VimSessionService.Load.Servers;

/// <summary>Servers that speak TLS with one and the same certificate, each on the same processor.</summary>
/// <param name="Service">The service.</param>
/// <param name="Floor">The floor.</param>
/// <param name="Vcsim">govmomi's vcsim; null where there is none.</param>
/// <param name="Nginx">nginx; null where there is none.</param>
/// <param name="Work">A directory for their files.</param>
internal sealed record TlsServers(string Service, string Floor, string? Vcsim, string? Nginx, string Work)
{
    /// <summary>Starts them.</summary>
    /// <param name="keyType">The key of the certificate: P-256 or RSA-2048.</param>
    public IReadOnlyList<(string Name, ServerProcess Process)> Start(string keyType)
    {
        var (certificate, key) = MakeCertificate(keyType);
        var answers = Path.Combine(Work, "tls-answers");
        using (var plain = ServerProcess.StartOnOneProcessor(Service, Measurement.ServiceArguments(Work)))
            Answers.Capture(plain, Scenarios.Named(["RetrieveServiceContent"]), answers);
        List<(string, ServerProcess)> servers =
        [
            ("service", ServerProcess.StartOnOneProcessor(Service, [.. Measurement.ServiceArguments(Work, tls: true), "--tls-cert", certificate, "--tls-key", key])),
            ("floor", ServerProcess.StartOnOneProcessor(Floor, answers, certificate, key)),
        ];
        if (Vcsim is not null)
        {
            servers.Add(("vcsim", ServerProcess.StartOnOneProcessor(
                Vcsim, "-l", "127.0.0.1:0", "-tlscert", certificate, "-tlskey", key)));
        }

        if (Nginx is not null)
            servers.Add(("nginx", StartNginx(Nginx, certificate, key)));
        return servers;
    }

    private ServerProcess StartNginx(string program, string certificate, string key)
    {
        var port = FreePort();
        var configuration = Path.Combine(Work, "nginx.conf");
        File.WriteAllText(
            configuration,
            string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off; master_process off; pid {{Work}}/nginx.pid; error_log {{Work}}/nginx.log;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path {{Work}}/nginx-body; proxy_temp_path {{Work}}/nginx-proxy; fastcgi_temp_path {{Work}}/nginx-fastcgi;
                uwsgi_temp_path {{Work}}/nginx-uwsgi; scgi_temp_path {{Work}}/nginx-scgi;
                server {
                    listen 127.0.0.1:{{port}} ssl; ssl_certificate {{certificate}}; ssl_certificate_key {{key}};
                    ssl_protocols TLSv1.2 TLSv1.3; location / { return 200 "ok"; }
                }
            }
            """));
        return ServerProcess.StartOnOneProcessorAt(new Uri($"https://127.0.0.1:{port}/"), program, "-c", configuration, "-e", Path.Combine(Work, "nginx.log"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private (string Certificate, string Key) MakeCertificate(string keyType)
    {
        using AsymmetricAlgorithm key = keyType == "P-256" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);
        var request = key switch
        {
            ECDsa ecdsa => new CertificateRequest("CN=localhost", ecdsa, HashAlgorithmName.SHA256),
            var rsa => new CertificateRequest("CN=localhost", (RSA)rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var files = (Path.Combine(Work, keyType + ".crt"), Path.Combine(Work, keyType + ".key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
