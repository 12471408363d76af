using System.Diagnostics;

namespace Examples;

/// <summary>Runs the service for a class of tests. VCENTER_COMMAND is the command that starts it, VimSessionService without it.</summary>
public sealed class VCenterFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("vcenter-");
    private Process? _service;

    /// <summary>The user's name.</summary>
    public static string UserName => "root";

    /// <summary>The user's password.</summary>
    public static string Password => "secret";

    /// <summary>Where clients connect to.</summary>
    public Uri Url { get; private set; } = new("https://127.0.0.1/sdk");

    /// <summary>Starts the service.</summary>
    public async ValueTask InitializeAsync()
    {
        string[] command = (Environment.GetEnvironmentVariable("VCENTER_COMMAND") ?? "VimSessionService").Split(' ');
        string[] options = ["--listen", "127.0.0.1:0", "--username", UserName, "--password", Password, "--data-directory", _data.FullName, "--stdin-exit"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. options]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        _service = Process.Start(start) ?? throw new InvalidOperationException("The service did not start.");
        var first = await _service.StandardOutput.ReadLineAsync();
        if (first?.StartsWith("Listening on ", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"The service did not start: {first}");
        Url = new Uri(first["Listening on ".Length..]);
    }

    /// <summary>Closes the service's standard input, upon which it stops. It does so too when this process is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_service is { } service)
        {
            service.StandardInput.Close();
            await service.WaitForExitAsync();
            service.Dispose();
        }

        _data.Delete(recursive: true);
    }
}
