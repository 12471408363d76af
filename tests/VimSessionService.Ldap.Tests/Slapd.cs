using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Ldap.Tests;

[assembly: AssemblyFixture(typeof(Slapd))]

namespace VimSessionService.Ldap.Tests;

/// <summary>Debian's slapd with the users of examples/ldap, started by the script there, and with the user of the contract of validators.</summary>
public sealed class Slapd : IAsyncLifetime
{
    private const string ContractUser = "joe";
    private const string ContractPassword = "S3cret!p\u00e4ss";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-ldap-");
    private Process? _process;
    private X509Certificate2? _authority;

    /// <summary>The port of ldap URLs.</summary>
    public int Port { get; } = TestPorts.Take();

    /// <summary>The port of ldaps URLs.</summary>
    public int TlsPort { get; } = TestPorts.Take();

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

    /// <summary><see cref="Options"/>, for a user whom the server must know.</summary>
    public LdapOptions OptionsFor(string userName, string password)
    {
        Assert.Equal((ContractUser, ContractPassword), (userName, password));
        return Options;
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
        start.Environment["LDAP_LDIF"] = await WriteUsersAsync(Path.Combine(root, "examples", "ldap", "example.ldif"));
        _process = Process.Start(start)!;
        var until = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited, "slapd.sh ended");
            Assert.True(until.Elapsed < MaxWait, "slapd does not answer");
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

    /// <summary>Writes the users of the example, and the one of the contract.</summary>
    private async Task<string> WriteUsersAsync(string example)
    {
        var file = Path.Combine(_directory.FullName, "users.ldif");
        await File.WriteAllTextAsync(file, $"""
            {await File.ReadAllTextAsync(example)}
            dn: uid={ContractUser},ou=people,dc=example,dc=com
            objectClass: inetOrgPerson
            uid: {ContractUser}
            cn: {ContractUser}
            sn: {ContractUser}
            userPassword:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(ContractPassword))}

            """);
        return file;
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
}
