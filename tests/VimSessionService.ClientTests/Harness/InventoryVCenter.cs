using VimSessionService.Tests.Shared;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter that serves the small built-in inventory.</summary>
public sealed class InventoryVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", "builtin:small"];
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
