using System.Diagnostics;
using System.Globalization;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// Two throw-away Kerberos realms that trust each other in nothing, by Debian's KDC as a child process on the loopback address. All of
/// their files are in one temporary directory, and nothing outside of it is read or written.
/// </summary>
public sealed class KerberosRealms : IAsyncDisposable
{
    /// <summary>The realm of the service.</summary>
    public const string Realm = "EXAMPLE.TEST";

    /// <summary>A realm that the service knows nothing of.</summary>
    public const string OtherRealm = "OTHER.TEST";

    /// <summary>The service, as it is asked for.</summary>
    public const string Service = "host/vc.example.test";

    /// <summary>A service whose key is in the keytab too.</summary>
    public const string SecondService = "vpxd/vc.example.test";

    /// <summary>Every user's password.</summary>
    public const string Password = "krb-s3cret";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-krb5-");
    private Process? _kdc;

    private KerberosRealms()
    {
    }

    /// <summary>The keys of <see cref="Service"/> and <see cref="SecondService"/>.</summary>
    public string Keytab => PathOf("service.keytab");

    /// <summary>What programs have to be told to be in these realms alone.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("KRB5_CONFIG", PathOf("krb5.conf")),
        new("KRB5_KDC_PROFILE", PathOf("kdc.conf")),
        new("KRB5CCNAME", $"FILE:{PathOf("cache")}"),
        new("KRB5_KTNAME", "FILE:/nonexistent"),
        new("KRB5RCACHENAME", $"file2:{PathOf("replay")}"),
        new("KRB5_DIRECTORY", _directory.FullName),
        new("KRB5_PASSWORD", Password),
        new("KRB5_REALM", Realm),
        new("KRB5_OTHER_REALM", OtherRealm),
    ];

    /// <summary>Makes the realms with the given users, of the first realm, and starts their KDC. Without its programs the test is skipped.</summary>
    public static async Task<KerberosRealms> StartAsync(IEnumerable<string> users, CancellationToken cancellationToken)
    {
        foreach (var (program, package) in new[] { ("/usr/sbin/krb5kdc", "krb5-kdc"), ("/usr/sbin/kadmin.local", "krb5-admin-server"), ("/usr/bin/kinit", "krb5-user") })
        {
            if (!File.Exists(program))
            {
                throw ClientProgram.Missing($"{package} is not installed (apt-get install krb5-kdc krb5-admin-server krb5-user)");
            }
        }

        var realms = new KerberosRealms();
        try
        {
            await realms.MakeAsync(users, cancellationToken);
            return realms;
        }
        catch
        {
            await realms.DisposeAsync();
            throw;
        }
    }

    /// <summary>A configuration of the client side that calls a token of this long ago too old, in seconds.</summary>
    public KeyValuePair<string, string> WithClockSkew(int seconds)
    {
        var path = PathOf("skew.conf");
        File.WriteAllText(path, File.ReadAllText(PathOf("krb5.conf")).Replace("[libdefaults]", string.Create(CultureInfo.InvariantCulture, $"[libdefaults]\n clockskew = {seconds}"), StringComparison.Ordinal));
        return new("KRB5_CONFIG", path);
    }

    /// <summary>Ends the KDC and removes every file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_kdc is { } kdc)
        {
            kdc.StandardInput.Close(); // which its shell waits for
            try
            {
                await kdc.WaitForExitAsync(CancellationToken.None).WaitAsync(MaxWait, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                kdc.Kill(entireProcessTree: true);
            }

            kdc.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    private async Task MakeAsync(IEnumerable<string> users, CancellationToken cancellationToken)
    {
        WriteConfiguration(TestPorts.Take());
        foreach (var realm in new[] { Realm, OtherRealm })
        {
            await RunAsync("/usr/sbin/kdb5_util", ["create", "-s", "-r", realm, "-P", "master"], cancellationToken);
            await AdministerAsync(realm, $"addprinc -randkey {Service}", cancellationToken);
        }

        foreach (var service in new[] { SecondService, "HTTP/vc.example.test" })
        {
            await AdministerAsync(Realm, $"addprinc -randkey {service}", cancellationToken);
        }

        await AdministerAsync(Realm, $"ktadd -k {Keytab} {Service} {SecondService}", cancellationToken);
        foreach (var user in users)
        {
            await AdministerAsync(Realm, $"addprinc -pw {Password} {user}", cancellationToken);
        }

        await AdministerAsync(OtherRealm, $"addprinc -pw {Password} alice", cancellationToken);
        await StartKdcAsync(cancellationToken);
    }

    private void WriteConfiguration(int port)
    {
        File.WriteAllText(PathOf("krb5.conf"), $$"""
            [libdefaults]
             default_realm = {{Realm}}
             dns_lookup_kdc = false
             dns_lookup_realm = false
             dns_canonicalize_hostname = false
             rdns = false
            [realms]
             {{Realm}} = {
              kdc = 127.0.0.1:{{port}}
             }
             {{OtherRealm}} = {
              kdc = 127.0.0.1:{{port}}
             }

            """);
        File.WriteAllText(PathOf("kdc.conf"), $$"""
            [kdcdefaults]
             kdc_listen = 127.0.0.1:{{port}}
             kdc_tcp_listen = 127.0.0.1:{{port}}
            [realms]
             {{Realm}} = {
              database_name = {{PathOf("principal")}}
              key_stash_file = {{PathOf("stash")}}
              acl_file = {{PathOf("acl")}}
             }
             {{OtherRealm}} = {
              database_name = {{PathOf("principal-other")}}
              key_stash_file = {{PathOf("stash-other")}}
              acl_file = {{PathOf("acl")}}
             }
            [logging]
             kdc = FILE:{{PathOf("kdc.log")}}
             admin_server = FILE:{{PathOf("kdc.log")}}
             default = FILE:{{PathOf("kdc.log")}}

            """);
    }

    private Task AdministerAsync(string realm, string query, CancellationToken cancellationToken) =>
        RunAsync("/usr/sbin/kadmin.local", ["-r", realm, "-q", query], cancellationToken);

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var run = await ClientRun.StartAsync(program, arguments, Environment, _directory.FullName, cancellationToken);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{run.Output}");
    }

    /// <summary>Starts the KDC below a shell that ends it as soon as this process closes the shell's input, be it by its own end.</summary>
    private async Task StartKdcAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"/usr/sbin/krb5kdc -n -r {Realm} -r {OtherRealm} & read -r _; kill $!; wait $!"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.FullName,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _kdc = new Process { StartInfo = start };
        _kdc.OutputDataReceived += Written;
        _kdc.ErrorDataReceived += Written;
        _kdc.Start();
        _kdc.BeginOutputReadLine();
        _kdc.BeginErrorReadLine();
        await started.Task.WaitAsync(MaxWait, cancellationToken);

        void Written(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is { } line && line.Contains("starting", StringComparison.Ordinal))
            {
                started.TrySetResult();
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
