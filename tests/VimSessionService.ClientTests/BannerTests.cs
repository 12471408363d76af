using System.Security.Cryptography;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The lines that a started service prints can be pasted as they are, whatever the options.</summary>
public sealed class BannerTests : IDisposable
{
    private const string Chosen = "p'ss \"word\" $HOME \\n";
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
        var file = Path.Combine(_shell.Folder, "users.json");
        await File.WriteAllTextAsync(file, """{ "Users": [ { "Name": "bob", "Password": "x" }, { "Name": "alice", "Password": "PASSWORD", "Role": "ReadOnly" } ] }""".Replace("PASSWORD", Chosen.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_shell.Folder, "hashed.json"), $$"""{ "Users": [ { "Name": "carol", "PasswordHash": "{{Hash()}}", "Role": "ReadOnly" } ] }""", cancellationToken);
        await using var service = await ServiceProcess.StartAsync(options, [], cancellationToken, listen: listen, directory: _shell.Folder);
        var banner = await service.ReadOutputAsync(static line => line.StartsWith("  print(", StringComparison.Ordinal), cancellationToken);
        Assert.DoesNotContain(banner, static line => line.Contains(Chosen, StringComparison.Ordinal));
        KeyValuePair<string, string> password = new("VIMSESSION_PASSWORD", Chosen);

        var govc = await _shell.RunAsync(Lines(banner, "govc:"), password);
        Assert.True(govc.ExitCode == 0 && govc.Lines.Count > 1, Failure(govc, banner));
        var python = await _shell.RunPythonAsync(Lines(banner, "pyVmomi:"), password);
        Assert.True(python.ExitCode == 0 && python.Lines is [['V', 'M', ..]], Failure(python, banner));
        if (Environment.GetEnvironmentVariable("VIMSESSION_TEST_PYVMOMI_SSO") is { Length: > 0 } newer)
        {
            var newest = await _shell.RunPythonAsync(Lines(banner, "pyVmomi:"), password, new("PYTHONPATH", newer));
            Assert.True(newest.ExitCode == 0 && newest.Lines.Any(static l => l.StartsWith("VMware ", StringComparison.Ordinal)), Failure(newest, banner));
        }
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
