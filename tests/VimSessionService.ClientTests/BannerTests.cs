using System.Security.Cryptography;
using System.Text.Json;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The lines that a started service prints can be pasted as they are, whatever the options.</summary>
public sealed class BannerTests : IDisposable
{
    private const string Chosen = "p'ss \"word\" $HOME \\n";
    private static readonly KeyValuePair<string, string> Password = new("VIMSESSION_PASSWORD", Chosen);

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:0", "--esx")]
    [InlineData("localhost:0", "--tls", "false")]
    [InlineData("127.0.0.1:0", "--tls", "false", "--esx")]
    [InlineData("127.0.0.1:0", "--tls", "false", "--api-version", "5.1")]
    [InlineData("127.0.0.1:0", "--permissive")]
    [InlineData("127.0.0.1:0", "--permissive", "--tls", "false")]
    [InlineData("127.0.0.1:0", "--username", "o'neil", "--password", Chosen)]
    [InlineData("127.0.0.1:0", "--username", "o'neil", "--password", Chosen, "--tls", "false")]
    [InlineData("127.0.0.1:0", "--username", "root", "--permissive")]
    [InlineData("[::1]:0", "--users-file", "users.json")]
    [InlineData("127.0.0.1:0", "--users-file", "users.json", "--tls", "false")]
    [InlineData("127.0.0.1:0", "--users-file", "users.json", "--permissive")]
    [InlineData("127.0.0.1:0", "--password", Chosen)]
    [InlineData("127.0.0.1:0", "--username", "bob", "--tls", "false", "--api-version", "4.1")]
    [InlineData("127.0.0.1:0", "--password", Chosen, "--permissive", "--esx")]
    [InlineData("127.0.0.1:0", "--esx", "--users-file", "users.json", "--api-version", "5.1")]
    [InlineData(":0", "--users-file", "hashed.json", "--tls", "false", "--permissive", "--esx")]
    [InlineData("127.0.0.1:0", "--users-file", "hashed.json", "--api-version", "9.1", "--admin-listen", "off")]
    public async Task Its_lines_log_in(string listen, params string[] options)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await WriteUsersAsync(cancellationToken);
        await using var service = await ServiceProcess.StartAsync(options, [], cancellationToken, listen: listen, directory: _shell.Folder);
        var banner = await BannerOfAsync(service, cancellationToken);

        var govc = await _shell.RunAsync(Lines(banner, "govc:"), Password);
        Assert.True(govc.ExitCode == 0 && govc.Lines.Count > 1, Failure(govc, banner));
        var python = await _shell.RunPythonAsync(Lines(banner, "pyVmomi:"), Password);
        Assert.True(python.ExitCode == 0 && python.Lines is [['V', 'M', ..]], Failure(python, banner));
        if (Environment.GetEnvironmentVariable("VIMSESSION_TEST_PYVMOMI_SSO") is { Length: > 0 } newer)
        {
            var newest = await _shell.RunPythonAsync(Lines(banner, "pyVmomi:"), Password, new("PYTHONPATH", newer));
            Assert.True(newest.ExitCode == 0 && newest.Lines.Any(static l => l.StartsWith("VMware ", StringComparison.Ordinal)), Failure(newest, banner));
        }
    }

    /// <summary>
    /// Who is declared, TLS, the product and the version in every combination; the forms of the address and the admin API take turns over them. A published
    /// binary, which starts at once, is started with each; another with every seventh.
    /// </summary>
    [Fact]
    public async Task In_every_combination_its_lines_log_in()
    {
        const int AtOnce = 8;
        var cancellationToken = TestContext.Current.CancellationToken;
        await WriteUsersAsync(cancellationToken);
        string[][] users =
        [
            [], ["--username", "o'neil"], ["--password", Chosen], ["--username", "o'neil", "--password", Chosen], ["--users-file", "users.json"], ["--users-file", "hashed.json"],
        ];
        string[][] ofDomain = [[], ["--username", "o'neil@vsphere.local", "--password", Chosen], ["--users-file", "domain.json"]];
        string[][] versions = [[], ["--api-version", "5.1"], ["--api-version", "9.1"]];
        string[][] combinations =
        [
            .. from user in users
               from permissive in Either("--permissive")
               from tls in Either("--tls", "false")
               from product in Either("--esx")
               from version in versions
               select (string[])[.. user, .. permissive, .. tls, .. product, .. version],
            .. from user in ofDomain
               from permissive in Either("--permissive")
               from tls in Either("--tls", "false")
               select (string[])[.. user, .. permissive, .. tls, "--federated", "--api-version", "9.1"],
        ];
        string[] addresses = ["127.0.0.1:0", "localhost:0", "[::1]:0", ":0"];

        var tried = 0;
        foreach (var batch in combinations.Index().Where(static one => ServiceProcess.IsPublished || one.Index % 7 == 0).Chunk(AtOnce))
        {
            List<ServiceProcess> services = [];
            try
            {
                List<string[]> scripts = [];
                foreach (var (index, options) in batch)
                {
                    services.Add(await ServiceProcess.StartAsync(
                        index % 5 == 0 ? [.. options, "--admin-listen", "off"] : options, [], cancellationToken, listen: addresses[index % addresses.Length], directory: _shell.Folder));
                    var banner = await BannerOfAsync(services[^1], cancellationToken);
                    var govc = await _shell.RunAsync(Lines(banner, "govc:"), Password);
                    Assert.True(govc.ExitCode == 0 && govc.Lines.Count > 1, $"{string.Join(' ', options)}\n{Failure(govc, banner)}");
                    scripts.Add([string.Join(' ', options), Lines(banner, "pyVmomi:")]);
                }

                // The lines of each as a program of its own, in one process.
                await File.WriteAllTextAsync(Path.Combine(_shell.Folder, "scripts.json"), JsonSerializer.Serialize(scripts), cancellationToken);
                var python = await _shell.RunPythonAsync("import json\nfor name, text in json.load(open('scripts.json')):\n    exec(compile(text, name, 'exec'), {})", Password);
                Assert.True(
                    python.ExitCode == 0 && python.Lines.Count(static line => line.StartsWith("VMware ", StringComparison.Ordinal)) == batch.Length,
                    $"{python.Output}\n{string.Join('\n', scripts.Select(static script => string.Join('\n', script)))}");
                tried += batch.Length;
            }
            finally
            {
                foreach (var service in services)
                    await service.DisposeAsync();
            }
        }

        Assert.Equal(ServiceProcess.IsPublished ? 156 : 23, tried);
    }

    [Fact]
    public async Task The_variables_come_through_a_named_pipe_and_a_closed_input_ends_the_service()
    {
        var run = await _shell.RunAsync("""
            mkfifo pipe input
            VimSessionService -l 127.0.0.1:0 -username "o'neil" -password 'p@ss w:rd' -E pipe -stdinexit --data-directory data < input > log &
            exec 3> input
            eval "$(cat pipe)"
            test "$GOVC_SIM_PID" = "$!"
            govc about
            unset GOVC_USERNAME GOVC_PASSWORD
            govc session.ls
            exec 3>&-
            wait "$GOVC_SIM_PID"
            """);

        Assert.True(run.ExitCode == 0 && run.Lines.Any(static l => l.Contains("o'neil", StringComparison.Ordinal)), run.Output);
    }

    private static string[][] Either(params string[] option) => [[], option];

    /// <summary>What a service prints up to the last of its lines, which shows no password that was chosen.</summary>
    private static async Task<IReadOnlyList<string>> BannerOfAsync(ServiceProcess service, CancellationToken cancellationToken)
    {
        var banner = await service.ReadOutputAsync(static line => line.StartsWith("  print(", StringComparison.Ordinal), cancellationToken);
        Assert.DoesNotContain(banner, static line => line.Contains(Chosen, StringComparison.Ordinal));
        return banner;
    }

    private async Task WriteUsersAsync(CancellationToken cancellationToken)
    {
        var chosen = JsonSerializer.Serialize(Chosen);
        await File.WriteAllTextAsync(
            Path.Combine(_shell.Folder, "users.json"),
            $$"""{ "Users": [ { "Name": "bob", "Password": "x" }, { "Name": "alice", "Password": {{chosen}}, "Role": "ReadOnly" } ] }""",
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_shell.Folder, "domain.json"),
            $$"""{ "Users": [ { "Name": "alice@vsphere.local", "Password": {{chosen}}, "Role": "ReadOnly" } ] }""",
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_shell.Folder, "hashed.json"), $$"""{ "Users": [ { "Name": "carol", "PasswordHash": "{{Hash()}}", "Role": "ReadOnly" } ] }""", cancellationToken);
    }

    /// <summary>The hash of the chosen password.</summary>
    private static string Hash()
    {
        const int Iterations = 210_000;
        var salt = new byte[16];
        return $"pbkdf2-sha256${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(Chosen, salt, Iterations, HashAlgorithmName.SHA256, 32))}";
    }

    /// <summary>The indented lines below a heading.</summary>
    private static string Lines(IEnumerable<string> banner, string heading) => string.Join(
        '\n', banner.SkipWhile(line => line != heading).Skip(1).TakeWhile(static line => line.StartsWith("  ", StringComparison.Ordinal)).Select(static line => line[2..]));

    private static string Failure(ClientRun run, IEnumerable<string> banner) => $"{run.ExitCode}\n{run.Output}\n--- banner ---\n{string.Join('\n', banner)}";
}
