using System.Globalization;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.Testing;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>Opening a recording takes time by its size. Alone, as all threads take part.</summary>
[Collection(AloneCollection.Name)]
public sealed class RecordingOpeningGrowthTests : IDisposable
{
    private readonly List<RecordingDirectory> _recordings = [];
    private readonly ServedApi _api = new();

    public void Dispose() => _recordings.ForEach(static recording => recording.Dispose());

    [Fact]
    public Task Opening_one_is_linear_in_its_machines() => Growth.AssertLinearAsync(
        "machines of a recording",
        n => Write(n, static _ => "group-v3"),
        path => Task.FromResult(Recording.Open(path, isLenient: false, _api)),
        n: 250);

    /// <summary>Each folder in the one before it: as deep as the inventory has objects.</summary>
    [Fact]
    public Task Opening_one_is_linear_in_how_deep_its_folders_are() => Growth.AssertLinearAsync(
        "folders in folders of a recording",
        n => Write(n, static i => i == 0 ? "group-v3" : FormattableString.Invariant($"group-{i - 1}"), "Folder", "group"),
        path => Task.FromResult(Recording.Open(path, isLenient: false, _api)),
        n: 250);

    private string Write(int count, Func<int, string> parent, string type = "VirtualMachine", string name = "machine")
    {
        var recording = RecordingDirectory.Small();
        _recordings.Add(recording);
        for (var i = 0; i < count; i++)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            recording.Add(type, value, RecordingDirectory.Text("name", value), RecordingDirectory.Reference("parent", "Folder", parent(i)));
        }

        return recording.Path;
    }
}
