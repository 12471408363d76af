using VimSessionService.Tests.Shared;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter that serves the small built-in inventory.</summary>
public class InventoryVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", "builtin:small"];
}

/// <summary>A vCenter that serves what <c>record</c> made of the small built-in inventory.</summary>
public sealed class RecordedVCenter : InventoryVCenter
{
    private readonly string _directory = Directory.CreateTempSubdirectory("recorded").FullName;

    private string Recording => Path.Combine(_directory, "lab");

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", Recording];

    /// <inheritdoc/>
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var lab = await ServiceProcess.StartAsync(["--username", UserName, "--password", Password, .. base.Arguments], [], cancellationToken);
        var run = await ClientRun.StartAsync(
            ServiceProcess.Command[0],
            [.. ServiceProcess.Command.Skip(1), "record", "--url", lab.Url.ToString(), "--user", UserName, "--insecure", "--performance-samples", "10", "--output", Recording],
            [new("VIMSESSION_RECORD_PASSWORD", Password)],
            AppContext.BaseDirectory,
            cancellationToken);
        Assert.True(run.ExitCode == 0, run.Output + lab.Log);
    }

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await base.EndAsync();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>A vCenter that serves ten thousand generated machines.</summary>
public sealed class LargeVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", "builtin:large"];
}

/// <summary>A vCenter that serves the recordings of two ESX hosts beside the small built-in inventory.</summary>
public sealed class JoinedVCenter : VCenter
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hosts").FullName;

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments =>
    [
        "--inventory", "builtin:small",
        "--inventory", EsxRecording.Write(Path.Combine(_directory, "a"), "esx-a.example", ["a1", "a2"]),
        "--inventory", EsxRecording.Write(Path.Combine(_directory, "b"), "esx-b.example.org", ["b1", "b2", "b3"], (1006, 1007)),
    ];

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await base.EndAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
