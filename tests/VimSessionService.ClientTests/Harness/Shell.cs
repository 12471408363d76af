namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// A directory in which scripts run as a user would run them: <c>VimSessionService</c> and <c>govc</c> are in <c>PATH</c>, and what they
/// keep goes with the directory.
/// </summary>
internal sealed class Shell : IDisposable
{
    private static readonly ClientProgram Python = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-shell-");

    /// <summary>Makes the directory.</summary>
    public Shell()
    {
        var programs = _directory.CreateSubdirectory("bin");
        var command = string.Join(' ', ServiceProcess.Command.Select(static word => $"'{word}'"));
        ServiceProgram = Path.Combine(programs.FullName, "VimSessionService");
        Program(ServiceProgram, $"#!/bin/sh\nexec {command} \"$@\"\n");
        if (Govc is { } govc)
            File.CreateSymbolicLink(Path.Combine(programs.FullName, "govc"), govc);
        Environment =
        [
            new("PATH", $"{programs.FullName}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}"),
            new("HOME", _directory.FullName),
            new("no_proxy", "127.0.0.1,localhost"),
            new("PYTHONDONTWRITEBYTECODE", "1"),
        ];
    }

    /// <summary>The path of the directory.</summary>
    public string Folder => _directory.FullName;

    /// <summary>A program that starts the service with the options that it is given.</summary>
    public string ServiceProgram { get; }

    private IReadOnlyList<KeyValuePair<string, string>> Environment { get; }

    /// <summary>The program that VIMSESSION_TEST_GOVC names, or the one in PATH; null for none.</summary>
    private static string? Govc => System.Environment.GetEnvironmentVariable("VIMSESSION_TEST_GOVC") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : System.Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "govc")).FirstOrDefault(File.Exists);

    /// <summary>Runs a script of the POSIX shell, which ends at its first failure.</summary>
    public async Task<ClientRun> RunAsync(string script, params KeyValuePair<string, string>[] variables)
    {
        if (script.Contains("govc ", StringComparison.Ordinal) && Govc is null)
            throw ClientProgram.Missing("govc is not installed; VIMSESSION_TEST_GOVC names it");
        return await ClientRun.StartAsync("/bin/sh", ["-euc", script], [.. Environment, .. variables], Folder, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a script of Python, with pyVmomi.</summary>
    public async Task<ClientRun> RunPythonAsync(string script, params KeyValuePair<string, string>[] variables)
    {
        var python = await Python.FindAsync(TestContext.Current.CancellationToken);
        return await ClientRun.StartAsync(python, ["-c", script], [.. Environment, .. variables], Folder, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    private static void Program(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
