using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VimSessionService.ClientTests.Harness;
using YamlDotNet.RepresentationModel;

namespace VimSessionService.ClientTests;

/// <summary>The sample of examples/ldap: Debian's slapd, the service with the options of compose.yaml, and pyVmomi.</summary>
public sealed class LdapTests : IAsyncLifetime
{
    private const string Script = """
        import os, ssl
        from pyVim.connect import Disconnect, SmartConnect
        from pyVmomi import vim
        for user, password in (("ada@example.com", "secret"), ("bob", "secret"), ("ada", "wrong"), ("ad*", "secret"), ("administrator@vsphere.local", "VMware1!")):
            try:
                si = SmartConnect(host="127.0.0.1", port=int(os.environ["PORT"]), user=user, pwd=password, sslContext=ssl._create_unverified_context())
            except vim.fault.InvalidLogin:
                print("InvalidLogin")
                continue
            session = si.content.sessionManager.currentSession
            may = si.content.authorizationManager.HasPrivilegeOnEntities([si.content.rootFolder], session.key, ["Sessions.TerminateSession"])
            print(session.userName, "|", session.fullName, "|", may[0].privAvailability[0].isGranted)
            Disconnect(si)
        """;

    private static readonly string Folder = Path.Combine(Repository.Root, "examples", "ldap");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-slapd-");
    private readonly int _port = TestPorts.Take();
    private readonly int _tlsPort = TestPorts.Take();
    private Process? _slapd;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists("/usr/sbin/slapd"))
            throw ClientProgram.Missing("slapd is not installed (apt-get install slapd openssl)");
        _slapd = Process.Start(new ProcessStartInfo(
            Path.Combine(Folder, "slapd.sh"),
            [_directory.FullName, _port.ToString(CultureInfo.InvariantCulture), _tlsPort.ToString(CultureInfo.InvariantCulture)]))!;
        while (!await AnswersAsync())
            Assert.False(_slapd.HasExited, "slapd.sh ended");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_slapd is { } slapd)
        {
            if (!slapd.HasExited)
                slapd.Kill();
            await slapd.WaitForExitAsync();
            slapd.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("ldap")]
    [InlineData("ldaps")]
    public async Task Users_log_in_with_the_permissions_of_their_groups(string scheme)
    {
        var variables = Variables();
        variables["VIMSESSION_LDAP"] = $"{scheme}://127.0.0.1:{(scheme == "ldap" ? _port : _tlsPort)}";
        variables["VIMSESSION_LDAP_STARTTLS"] = "true";
        variables["VIMSESSION_LDAP_CA"] = Path.Combine(_directory.FullName, "cert.pem");
        await using var service = await ServiceProcess.StartAsync([], variables, Cancel);

        Assert.Equal(
            [@"EXAMPLE.COM\ada | Ada Lovelace | True", @"EXAMPLE.COM\bob | Bob, Builder | False", "InvalidLogin", "InvalidLogin", @"VSPHERE.LOCAL\administrator | administrator vsphere.local | True"],
            await RunAsync(service));
        _slapd!.Kill();
        await _slapd.WaitForExitAsync(Cancel);
        Assert.Equal("InvalidLogin", (await RunAsync(service))[2]);
        Assert.Contains(await service.ReadLogAsync(Cancel), line =>
            line.Contains($"The login of ada from 127.0.0.1 is refused: its password could not be checked: the LDAP server {scheme}://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_authority_that_did_not_issue_the_certificate_refuses_every_login_and_is_told()
    {
        using var other = new ExtensionIdentity();
        var variables = Variables();
        variables["VIMSESSION_LDAP"] = $"ldap://127.0.0.1:{_port}";
        variables["VIMSESSION_LDAP_STARTTLS"] = "true";
        variables["VIMSESSION_LDAP_CA"] = other.AuthorityFile;
        await using var service = await ServiceProcess.StartAsync([], variables, Cancel);

        Assert.Equal(["InvalidLogin", "InvalidLogin"], (await RunAsync(service)).Take(2));
        Assert.Contains(await service.ReadLogAsync(Cancel), static line =>
            line.Contains("The login of bob from 127.0.0.1 is refused", StringComparison.Ordinal) && line.Contains("certificate", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ServiceProcess service)
    {
        using var shell = new Shell();
        var run = await shell.RunPythonAsync(Script, new KeyValuePair<string, string>("PORT", $"{service.Url.Port}"));
        Assert.True(run.ExitCode == 0, run.Output + service.Log);
        return run.Lines;
    }

    /// <summary>The variables of the service in compose.yaml.</summary>
    private static Dictionary<string, string> Variables()
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(Folder, "compose.yaml")))
            yaml.Load(reader);
        var environment = (YamlMappingNode)yaml.Documents[0].RootNode["services"]["vcenter"]["environment"];
        return environment.Children.ToDictionary(static e => e.Key.ToString(), static e => e.Value.ToString().Replace("${VIMSESSION_PASSWORD:-VMware1!}", "VMware1!", StringComparison.Ordinal), StringComparer.Ordinal);
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, _tlsPort, Cancel);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(20, Cancel);
            return false;
        }
    }
}
