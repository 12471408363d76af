using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Ldap.Tests;

[assembly: AssemblyFixture(typeof(Slapd))]

namespace VimSessionService.Ldap.Tests;

/// <summary>Debian's slapd with the users of examples/ldap, started by the script there.</summary>
public sealed class Slapd : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-ldap-");
    private Process? _process;
    private X509Certificate2? _authority;

    /// <summary>The port of ldap URLs.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The port of ldaps URLs.</summary>
    public int TlsPort { get; } = FreePort();

    /// <summary>The server's certificate, which is its own authority.</summary>
    public X509Certificate2 Authority => _authority!;

    /// <summary>Options that find users as the searcher does. Ends the calling test when slapd is not installed: skipped, in continuous integration failed.</summary>
    public LdapOptions Options
    {
        get
        {
            if (_process is null)
                Missing("slapd, openssl are not installed (apt-get install slapd openssl)");
            return new LdapOptions
            {
                Host = "127.0.0.1",
                Port = Port,
                Encryption = LdapEncryption.StartTls,
                Authorities = [Authority],
                BaseDn = "dc=example,dc=com",
                Domains = ["example.com", "EXAMPLE"],
                BindDn = "cn=searcher,dc=example,dc=com",
                BindPassword = "secret",
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists("/usr/sbin/slapd"))
            return;
        var root = typeof(Slapd).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!;
        var start = new ProcessStartInfo(
            Path.Combine(root, "examples", "ldap", "slapd.sh"),
            [_directory.FullName, Port.ToString(CultureInfo.InvariantCulture), TlsPort.ToString(CultureInfo.InvariantCulture)]);
        _process = Process.Start(start)!;
        var until = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited, "slapd.sh ended");
            Assert.True(until.Elapsed < Patience, "slapd does not answer");
        }

        _authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory.FullName, "cert.pem"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _authority?.Dispose();
        _directory.Delete(recursive: true);
    }

    private static void Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, TlsPort);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(20);
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
