using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.AdminClient;
using VimSessionService.CommandLine;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Storage;
using VimSessionService.Tests.Logging;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.CommandLine;

public sealed class ServiceCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();
    private TextReader _input = TextReader.Null;
    private readonly WrittenLog _log = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ServiceCommandTests() => _environment["XDG_DATA_HOME"] = _directory.Path;

    public void Dispose()
    {
        _stop.Dispose();
        _directory.Dispose();
        _output.Dispose();
        _error.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task The_help_tells_of_every_option_with_its_variable_and_default_and_gives_examples()
    {
        Assert.Equal(0, await RunAsync("--help"));

        var help = string.Join('\n', _output.Rest());
        foreach (var option in OptionTable.All)
        {
            Assert.Contains(option.Flag + " <", help, StringComparison.Ordinal);
            Assert.Contains(option.EnvironmentVariable, help, StringComparison.Ordinal);
            Assert.Contains(option.Default is null ? option.Description : $"Default {option.Default}.", help, StringComparison.Ordinal);
        }

        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains("SmartConnect(", help, StringComparison.Ordinal);
        Assert.Contains("govc session.ls", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_plainly_told()
    {
        Assert.Equal(2, await RunAsync("--lissten", ":1"));

        Assert.Equal(["--lissten: there is no such option. Did you mean --listen?", "--help lists the options."], _error.Rest());
        Assert.Empty(_output.Rest());
    }

    [Theory]
    [InlineData("-host", "3")]
    [InlineData("[diagram]")]
    [InlineData("healthcheck", "--username", "x")]
    [InlineData("--listen", ":1", "--listen", ":2")]
    [InlineData("--password")]
    public async Task Whatever_is_not_understood_ends_with_2(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        Assert.Equal("--help lists the options.", _error.Rest()[^1]);
        Assert.Empty(_output.Rest());
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-help")]
    [InlineData("-?")]
    [InlineData("--version")]
    [InlineData("-version")]
    public async Task Help_and_version_are_written_in_every_spelling(string argument)
    {
        Assert.Equal(0, await RunAsync(argument));

        Assert.NotEmpty(_output.Rest());
        Assert.Empty(_error.Rest());
    }

    [Fact]
    public async Task A_value_that_begins_with_an_at_sign_is_no_file()
    {
        _directory.Write("home", "from the file");
        var running = RunAsync("--listen", "127.0.0.1:0", "--tls", "false", "--username", "root", "--password", "@" + Path.Combine(_directory.Path, "home"), "--env-file", "-");

        await _output.NextAsync();
        Assert.Matches(@"^Admin on http://127\.0\.0\.1:[1-9][0-9]*/admin/v1$", await _output.NextAsync());
        Assert.Equal("User: root", await _output.NextAsync());
        await StopAsync(running);
        var line = Assert.Single(_output.Rest(), static l => l.StartsWith("export ", StringComparison.Ordinal));
        Assert.Contains($" GOVC_PASSWORD='@{Path.Combine(_directory.Path, "home")}' ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_password_is_plainly_told()
    {
        Assert.Equal(2, await RunAsync("--password="));
        Assert.Equal(2, await RunAsync("--password", ""));

        Assert.All(_error.Rest(), l => Assert.Equal("--password is empty: give a password, or leave the option out to have one made.", l));
    }

    [Fact]
    public async Task The_service_stops_when_standard_input_is_closed()
    {
        _input = TextReader.Null;

        Assert.Equal(0, await RunAsync("--listen", "127.0.0.1:0", "--tls", "false", "-stdinexit"));

        Assert.StartsWith("Listening on ", await _output.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ESX_host_of_a_line_is_its_newest_release()
    {
        var running = RunAsync("-esx", "-api-version", "7.0", "-l", "127.0.0.1:0", "-tls=false");
        var url = new Uri((await _output.NextAsync())["Listening on ".Length..]);
        using var client = new HttpClient();

        var versions = await client.GetStringAsync(new Uri(url, "/sdk/vimServiceVersions.xml"), TestContext.Current.CancellationToken);

        Assert.Contains("<version>7.0.3.2</version>", versions, StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Fact]
    public async Task Every_wrong_option_is_told_in_a_line_of_its_own()
    {
        Assert.Equal(2, await RunAsync("--tls", "maybe", "--max-sessions", "none"));

        Assert.Equal(["--tls: 'maybe' is neither true nor false.", "--max-sessions: 'none' is not a whole number from 1 to 10000000."], _error.Rest());
    }

    [Fact]
    public async Task A_keytab_that_cannot_be_used_is_plainly_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kerberos is for Linux alone.");
        var file = _directory.Write("k", "neither");
        Assert.Equal(2, await RunAsync("--sspi", "kerberos", "--keytab", file));

        Assert.Equal([$"--keytab: '{file}' cannot be used: it is no keytab."], _error.Rest());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_plainly_told()
    {
        Assert.Equal(2, await RunAsync("--tls-cert", _directory.Write("c", "neither")));

        Assert.Contains("is neither PEM nor PFX", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_of_extensions_that_cannot_be_used_is_plainly_told()
    {
        var path = _directory.Write("ca.pem", "neither");
        Assert.Equal(2, await RunAsync("--extension-ca", path));

        Assert.Equal($"--extension-ca: '{path}' cannot be used: it holds no certificate. Name a PEM file of certificates that this user may read.", Assert.Single(_error.Rest()));
    }

    [Fact]
    public async Task A_signing_certificate_that_cannot_be_used_is_plainly_told()
    {
        var broken = _directory.Write("c", "neither");
        Assert.Equal(2, await RunAsync("--tls", "false", "--sts-cert", broken));
        Assert.Equal([$"--sts-cert: '{broken}' is neither PEM nor PFX, or --sts-cert-password is not its password."], _error.Rest());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var elliptic = _directory.Write("e.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        Assert.Equal(2, await RunAsync("--tls", "false", "--sts-cert", elliptic));
        Assert.Equal([$"--sts-cert: the key of '{elliptic}' is no RSA key, which clients of single sign-on expect. Name an RSA certificate."], _error.Rest());
    }

    [Fact]
    public async Task A_broken_users_file_is_plainly_told()
    {
        Assert.Equal(2, await RunAsync("--users-file", _directory.Write("users.json", "{\n  oops")));

        Assert.EndsWith("users.json, line 2, column 3: this is not JSON. Correct it there.", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_plainly_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var listen = taken.LocalEndpoint.ToString()!;

        Assert.Equal(1, await RunAsync("--listen", listen));

        Assert.Equal($"--listen: {listen} is in use by another process. Name another port, or 0 for a free one.", Assert.Single(_error.Rest()));
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--tunnel-listen", "--listen", "127.0.0.1:0")]
    [InlineData("--admin-listen", "--listen", "127.0.0.1:0")]
    public async Task A_name_without_an_address_is_told_with_its_option(string option, params string[] others)
    {
        Assert.Equal(2, await RunAsync([option, "nowhere.invalid:8989", .. others]));

        Assert.Equal($"{option}: the name 'nowhere.invalid' has no address. Use an address of this machine, or :8989 for all of them.", Assert.Single(_error.Rest()));
    }

    [Theory]
    [InlineData("--keytab", "--sspi", "kerberos")]
    [InlineData("--users-file")]
    [InlineData("--trusted-sts")]
    [InlineData("--extension-ca")]
    [InlineData("--config")]
    [InlineData("--tls-cert")]
    public async Task A_named_pipe_in_a_files_place_does_not_keep_the_start_waiting(string option, params string[] others)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the kind of a file is asked for on Linux");
        using var directory = new TemporaryDirectory();
        var pipe = Path.Combine(directory.Path, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, await RunAsync(["--listen", "127.0.0.1:0", option, pipe, .. others]));

        Assert.Contains("it is not a regular file", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_the_tunnel_in_use_is_named_as_such()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var tunnel = taken.LocalEndpoint.ToString()!;

        Assert.Equal(1, await RunAsync("--listen", "127.0.0.1:0", "--tunnel-listen", tunnel));

        Assert.Equal($"--tunnel-listen: {tunnel} is in use by another process. Name another port, or 0 for a free one.", Assert.Single(_error.Rest()));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_plainly_told()
    {
        Assert.Equal(1, await RunAsync("--listen", "192.0.2.1:8989"));

        Assert.StartsWith("--listen: 192.0.2.1:8989 cannot be listened at (", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_lines_are_the_urls_and_then_comes_who_can_log_in()
    {
        var running = RunAsync("--listen", "127.0.0.1:0");

        Assert.Matches(@"^Listening on https://127\.0\.0\.1:[1-9][0-9]*/sdk$", await _output.NextAsync());
        Assert.Matches(@"^Admin on http://127\.0\.0\.1:[1-9][0-9]*/admin/v1$", await _output.NextAsync());
        Assert.Equal("User: Administrator@vsphere.local", await _output.NextAsync());
        Assert.Matches(@"^Password: [A-Za-z0-9]{20} \(generated; set your own with --password\)$", await _output.NextAsync());
        Assert.Matches("^Certificate: SHA-1 [0-9A-F]{2}(:[0-9A-F]{2}){19}$", await _output.NextAsync());
        await StopAsync(running);
    }

    [Fact]
    public async Task The_data_directory_says_where_the_admin_API_is_to_the_owner_alone()
    {
        var running = RunAsync("--listen", "127.0.0.1:0");
        await _output.NextAsync();
        var url = (await _output.NextAsync())["Admin on ".Length..];
        var data = DataDirectory.Open(null, _environment);

        var found = AdminFile.Read(data);

        Assert.Equal(url, found?.Url.ToString());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.PathOf(AdminFile.Name)!));
        using var client = new AdminApiClient(found!.Url, found.Token);
        Assert.Equal(0, (await client.ListSessionsAsync(cancellationToken: TestContext.Current.CancellationToken)).Total);
        await StopAsync(running);
        Assert.Null(AdminFile.Read(data));
    }

    [Fact]
    public async Task The_admin_API_can_be_switched_off()
    {
        var running = RunAsync("--listen", "127.0.0.1:0", "--admin-listen", "off");
        await _output.NextAsync();

        Assert.StartsWith("User: ", await _output.NextAsync(), StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Theory]
    [InlineData("--admin-token none is for", "--admin-listen", ":0", "--admin-token", "none")]
    [InlineData("--admin-token has fewer than 16 characters", "--admin-token", "hunter2")]
    [InlineData("--admin-listen: 'x y' is no address", "--admin-listen", "x y")]
    [InlineData("--admin-listen: 127.0.0.1:8989 is where --listen serves", "--admin-listen", "8989")]
    public async Task Options_of_the_admin_API_that_cannot_be_used_are_plainly_told(string problem, params string[] options)
    {
        Assert.Equal(2, await RunAsync(options));

        Assert.StartsWith(problem, Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_password_is_shown_nowhere()
    {
        var running = RunAsync("--listen", "localhost:0", "--tls", "false", "--username", "root", "--password", "hunter2");

        Assert.Matches(@"^Listening on http://localhost:[1-9][0-9]*/sdk$", await _output.NextAsync());
        Assert.Matches(@"^Admin on http://127\.0\.0\.1:[1-9][0-9]*/admin/v1$", await _output.NextAsync());
        Assert.Equal("User: root", await _output.NextAsync());
        await StopAsync(running);
        Assert.DoesNotContain(_output.Rest(), l => l.Contains("hunter2", StringComparison.Ordinal) || l.StartsWith("Certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flag_without_a_value_is_a_true_one()
    {
        var running = RunAsync("--permissive", "--listen", "127.0.0.1:0", "--tls", "false");

        await _output.NextAsync();
        Assert.Matches(@"^Admin on http://127\.0\.0\.1:[1-9][0-9]*/admin/v1$", await _output.NextAsync());
        Assert.Equal("User: any name, with any password that is not empty (--permissive)", await _output.NextAsync());
        await StopAsync(running);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_warned_of()
    {
        var running = RunAsync("--listen", "127.0.0.1:0", "--data-directory", _directory.Write("file", ""));

        Assert.StartsWith("Listening on ", await _output.NextAsync(), StringComparison.Ordinal);
        await StopAsync(running);
        Assert.Contains("Name a writable directory with --data-directory", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_is_warned_of()
    {
        var running = RunAsync("--listen", "127.0.0.1:0", "--seed", "7");

        await _output.NextAsync();
        await StopAsync(running);
        Assert.Contains("--seed 7: keys, cookies, tickets and UUIDs can be foretold by everybody who knows the number. For tests only", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inventory_with_a_problem_ends_the_start()
    {
        var inventory = WriteInventory();

        Assert.Equal(2, await RunAsync("--listen", "127.0.0.1:0", "--inventory", inventory));

        var error = string.Join('\n', _error.Rest());
        Assert.Contains($"{Path.Combine(inventory, "0002-broken.xml")}: line 2: ", error, StringComparison.Ordinal);
        Assert.Contains("--inventory-lenient", error, StringComparison.Ordinal);
        Assert.Empty(_output.Rest());
    }

    [Fact]
    public async Task The_rest_of_an_inventory_is_served_when_that_is_asked_for_and_what_is_left_out_is_logged()
    {
        var inventory = WriteInventory();
        var running = RunAsync("--listen", "127.0.0.1:0", "--tls", "false", "--username", "root", "--password", "secret", "--inventory", inventory, "--inventory-lenient");
        var url = new Uri((await _output.NextAsync())["Listening on ".Length..]);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = url };
        var cookie = await client.LoginAsync("root", "secret");

        var (_, answer) = await client.CallAsync(
            "<Fetch xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">vm-1</_this><prop>runtime</prop></Fetch>", cookie);

        Assert.Contains("<powerState>poweredOn</powerState>", answer, StringComparison.Ordinal);
        await StopAsync(running);
        Assert.Contains($"--inventory: {Path.Combine(inventory, "0002-broken.xml")}: line 2: ", _log.Text, StringComparison.Ordinal);
        Assert.Contains($"--inventory: {Path.Combine(inventory, "0001-machine.xml")}, line 1: runtime has the member wings, which VirtualMachineRuntimeInfo does not have", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_follows_the_same_options()
    {
        var running = RunAsync("--listen", "127.0.0.1:0");
        var url = new Uri((await _output.NextAsync())["Listening on ".Length..]);
        _environment["VIMSESSION_LISTEN"] = $":{url.Port}";

        Assert.Equal(0, await RunAsync("healthcheck"));
        Assert.Equal(1, await RunAsync("healthcheck", "--tls", "false"));
        Assert.Equal(2, await RunAsync("healthcheck", "--listen", ":0"));
        await StopAsync(running);
        Assert.Equal(1, await RunAsync("healthcheck"));
    }

    [Fact]
    public async Task A_password_is_hashed_for_the_users_file()
    {
        _input = new StringReader("hunter2\n");

        Assert.Equal(0, await RunAsync("hash-password"));

        Assert.True(PasswordHash.TryParse(Assert.Single(_output.Rest()), out var hash));
        Assert.True(hash.Verify("hunter2"));
    }

    [Fact]
    public async Task No_password_is_plainly_told()
    {
        Assert.Equal(2, await RunAsync("hash-password"));

        Assert.StartsWith("hash-password: no password on standard input.", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_of_the_start_are_applied_in_their_order_and_again_at_a_reset()
    {
        var one = _directory.Write("one.yaml", "users: [{name: one, password: x}]\noptions: {message: one}\n");
        var two = _directory.Write("two.json", """{"users": [{"name": "two"}], "options": {"message": "two"}, "steps": [{"at": "5m", "message": "later"}]}""");
        var running = RunAsync("serve", "--listen", "127.0.0.1:0", "--tls", "false", "--scenario", one, "--admin-token", "0123456789abcdef", "--scenario", two);
        await _output.NextAsync();
        using var api = new AdminApiClient(new Uri((await _output.NextAsync())["Admin on ".Length..]), "0123456789abcdef");
        var token = TestContext.Current.CancellationToken;

        await api.AdvanceClockAsync(TimeSpan.FromMinutes(6), token);
        Assert.Equal("later", (await api.TakeSnapshotAsync(token)).Message);
        await api.DeleteUserAsync("one", token);
        await api.ResetAsync(token);
        Assert.Equal("two", (await api.TakeSnapshotAsync(token)).Message);
        Assert.True((await api.GetUserAsync("one", token)).HasPassword);
        Assert.Single((await api.GetScenarioAsync(token)).ToCome);
        await StopAsync(running);
    }

    [Fact]
    public async Task A_scenario_that_cannot_be_used_is_plainly_told()
    {
        var wrong = _directory.Write("wrong.yaml", "steps:\n  - {at: soon, message: x}\n");
        Assert.Equal(2, await RunAsync("--scenario", wrong));
        Assert.Equal([$"{wrong}:2:6: steps/0/at is no time after the beginning. Write +5m, 90s or 1h30m."], _error.Rest());
        var unknown = _directory.Write("unknown.yaml", "steps:\n  - {at: 1m, unlock: nobody}\n");
        Assert.Equal(2, await RunAsync("--listen", "127.0.0.1:0", "--tls", "false", "--scenario", unknown));
        Assert.Contains($"{unknown}:2:14: steps/0/unlock names the user 'nobody', whom there is not", _error.Rest()[^1], StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("--scenario", unknown, "--admin-listen", "off"));
        Assert.StartsWith("--scenario: a scenario needs the admin API", _error.Rest()[^1], StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("--scenario", "nowhere.yaml"));
        Assert.StartsWith("--scenario: 'nowhere.yaml' cannot be read: ", _error.Rest()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wsdl_is_written_with_every_file_it_imports()
    {
        var directory = Path.Combine(_directory.Path, "wsdl");

        Assert.Equal(0, await RunAsync("wsdl", "--out", directory, "--api-version", "6.7"));

        Assert.Equal(WsdlDocuments.FileNames.Order(StringComparer.Ordinal), Directory.EnumerateFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, await RunAsync("wsdl", "--out", directory, "--api-version", "6.6"));
        Assert.StartsWith("--api-version: ", Assert.Single(_error.Rest()), StringComparison.Ordinal);
    }

    /// <summary>A recording of a machine with a member that its type does not have, and of a file that is no XML.</summary>
    private string WriteInventory()
    {
        var inventory = Directory.CreateDirectory(Path.Combine(_directory.Path, "inventory")).FullName;
        File.WriteAllText(
            Path.Combine(inventory, "0001-machine.xml"),
            "<ObjectContent xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:x=\"http://www.w3.org/2001/XMLSchema\"><obj type=\"VirtualMachine\">vm-1</obj><propSet><name>name</name><val i:type=\"x:string\">a</val></propSet>"
                + "<propSet><name>runtime</name><val i:type=\"VirtualMachineRuntimeInfo\"><wings>2</wings><powerState>poweredOn</powerState></val></propSet></ObjectContent>");
        File.WriteAllText(Path.Combine(inventory, "0002-broken.xml"), "<ObjectContent>\n<obj>");
        return inventory;
    }

    /// <summary>Runs until the test stops it; the health check has a token of its own, as it outlives the service.</summary>
    private Task<int> RunAsync(params string[] arguments) => ServiceCommand.RunAsync(
        arguments,
        new ProcessEnvironment(_environment, _directory.Path, _input, _log.Add),
        _output,
        _error,
        arguments is ["healthcheck", ..] ? TestContext.Current.CancellationToken : _stop.Token);

    private async Task StopAsync(Task<int> running)
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await running);
    }
}
