using System.Text;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Testing;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>The work on a recording grows with its size and no faster, whichever of its lists and texts is longer.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RecordingGrowthTests : IDisposable
{
    private const string Name = "growth of recordings";

    /// <summary>What stands n times, or n long, in the ObjectContent of a virtual machine; and n.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> InXml = new(StringComparer.Ordinal)
    {
        ["properties"] = (n => Repeat(n, _ => RecordingDirectory.Text("name", "a")), 100),
        ["properties that there are not"] = (n => Repeat(n, i => RecordingDirectory.Text($"x{i}", "a")), 100),
        ["the text of a value"] = (n => RecordingDirectory.Text("name", new string('a', n)), 15_000),
        ["references in a value"] = (n => RecordingDirectory.Text("name", Repeat(n, _ => "&amp;")), 3_000),
        ["items of a value"] = (n => RecordingDirectory.References("network", "Network", [.. Enumerable.Repeat("network-1", n)]), 200),
        ["lines of a value"] = (n => RecordingDirectory.Text("name", new string('\n', n)), 15_000),
        ["parts of a value"] = (n => RecordingDirectory.Value("config", "VirtualMachineConfigInfo", Repeat(n, _ => "<extraConfig><key>k</key></extraConfig>")), 200),
        ["parts of a value that are not asked for"] = (n => RecordingDirectory.Value("runtime", "VirtualMachineRuntimeInfo", Repeat(n, _ => "<device><runtimeState><vmDirectPathGen2Active>true</vmDirectPathGen2Active></runtimeState><key>1</key></device>")), 100),
        ["depth of the parts of a value"] = (n => RecordingDirectory.Value("snapshot", "VirtualMachineSnapshotInfo", $"{Repeat(Math.Min(n, 200), i => i == 0 ? "<rootSnapshotList>" : "<childSnapshotList>")}{Repeat(Math.Min(n, 200), i => i == Math.Min(n, 200) - 1 ? "</rootSnapshotList>" : "</childSnapshotList>")}"), 50),
        ["declarations around the parts of a value"] = (n => RecordingDirectory.Value("config", "VirtualMachineConfigInfo", Repeat(n, i => $"<extraConfig xmlns:p{i}=\"u\"><key>k</key></extraConfig>")), 100),
        ["elements that are none of an object"] = (n => Repeat(n, _ => "<other/>"), 1_500),
        ["namespaces"] = (n => Repeat(n, _ => $"<x xmlns:p=\"urn:{new string('u', 100)}\"/>"), 120),
        ["values below many namespaces"] = (n => Repeat(n, _ => $"<propSet xmlns:p=\"urn:{new string('u', 100)}\"><name>name</name><val XMLSchema-instance:type=\"ManagedObjectReference\">a</val></propSet>"), 60),
    };

    /// <summary>What stands n times, or n long, in the propSet of a virtual machine; and n.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> InJson = new(StringComparer.Ordinal)
    {
        ["properties"] = (n => List(n, _ => Property("name", "\"a\"")), 250),
        ["properties in lines of their own"] = (n => List(n, _ => "\n" + Property("name", "\"a\"")), 250),
        ["properties that there are not"] = (n => List(n, i => Property($"x{i}", "\"a\"")), 200),
        ["the text of a value"] = (n => Property("name", $"\"{new string('a', n)}\""), 15_000),
        ["escapes in a value"] = (n => Property("name", $"\"{Repeat(n, _ => "\\u0061")}\""), 3_000),
        ["items of a value"] = (n => Property("network", $"{{\"_typeName\":\"ArrayOfManagedObjectReference\",\"_value\":[{List(n, _ => "{\"type\":\"Network\",\"value\":\"n\"}")}]}}"), 300),
        ["lines of a value"] = (n => Property("name", new string('\n', n) + "\"a\""), 15_000),
        ["members that are none of a property"] = (n => $"{{{List(n, i => $"\"x{i}\":1")}}}", 1_200),
    };

    private readonly WholeApi _api = new ServedApi().Whole;
    private readonly string _place = Directory.CreateTempSubdirectory("recording-growth").FullName;

    public static TheoryData<string> OfXml => [.. InXml.Keys];

    public static TheoryData<string> OfJson => [.. InJson.Keys];

    public void Dispose() => Directory.Delete(_place, recursive: true);

    /// <summary>A file of <c>govc object.save</c>, with a property of the object read.</summary>
    [Theory]
    [MemberData(nameof(OfXml))]
    public void An_object_in_xml(string what) => Growth.AssertLinear(
        what,
        n => Encoding.UTF8.GetBytes($"<ObjectContent xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\">\n<obj type=\"VirtualMachine\">vm-1</obj>\n{InXml[what].Make(n)}\n</ObjectContent>"),
        content =>
        {
            using var store = new ContentStore();
            Read(new ObjectFile(new XmlValues(store, _api, new LateProblems()), _api, new InventoryProblems(), new RecordedPerformance()).Read("a.xml", content));
        },
        InXml[what].N);

    [Theory]
    [MemberData(nameof(OfJson))]
    public void An_object_in_json(string what) => Growth.AssertLinear(
        what,
        n => Encoding.UTF8.GetBytes($"[{{\"obj\":{{\"type\":\"VirtualMachine\",\"value\":\"vm-1\"}},\"propSet\":[{InJson[what].Make(n)}]}}]"),
        content =>
        {
            using var store = new ContentStore();
            var items = new JsonItems(new MemoryStream(content), "a.json", RecordingFiles.MostBytesOfFile);
            Assert.True(items.TryNext(out var line, out var item));
            Read(new JsonObject(new JsonValues(store, _api, new LateProblems()), _api, new InventoryProblems()).Read("a.json", new RecordingPart("a.json", line, _ => item), item));
            Assert.False(items.TryNext(out _, out _));
        },
        InJson[what].N);

    /// <summary>From the file to the tree: a flat one, one where each object is in the one before, one where all are in themselves, and one that names each object twice.</summary>
    [Theory]
    [InlineData("group-d1")]
    [InlineData("before")]
    [InlineData("itself")]
    [InlineData("twice")]
    public async Task The_objects_of_a_document(string parent)
    {
        await Growth.AssertLinearAsync(parent, n => Document(parent, n), static file => Task.FromResult(Recording.Open(file, isLenient: true)), 500);
    }

    private string Document(string parent, int n)
    {
        var file = Path.Combine(_place, FormattableString.Invariant($"{parent}-{n}.json"));
        File.WriteAllText(file, $"[{Object("group-d1", null)},{List(n, i => Object(parent == "twice" ? $"group-{i / 2}" : $"group-{i}", parent switch
        {
            "before" when i > 0 => $"group-{i - 1}",
            "itself" => $"group-{i}",
            _ => "group-d1",
        }))}]");
        return file;
    }

    private static string Object(string value, string? parent) =>
        $"{{\"obj\":{{\"type\":\"Folder\",\"value\":\"{value}\"}},\"propSet\":[{Property("name", "\"a\"")}{(parent is null ? "" : "," + Property("parent", $"{{\"_typeName\":\"ManagedObjectReference\",\"type\":\"Folder\",\"value\":\"{parent}\"}}"))}]}}";

    private static void Read(RecordedObject? item)
    {
        try
        {
            Assert.NotNull(item);
            _ = (item.Read("name"), item.Read("network"), item.Read("runtime"));
            ReadAll(item.Read("config"));
            ReadAll(item.Read("snapshot"));
        }
        catch (InventoryException)
        {
            // A value that cannot be used must not cost more either.
        }
    }

    private static void ReadAll(object? value)
    {
        if (value is DynamicObject data)
            ReadAll(Enumerable.Range(0, data.type.Fields.Length).Select(place => data[place]).ToArray());
        foreach (var item in value as object?[] ?? [])
            ReadAll(item);
    }

    private static string Property(string name, string value) => $"{{\"name\":\"{name}\",\"val\":{value}}}";

    private static string Repeat(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));

    private static string List(int n, Func<int, string> make) => string.Join(',', Enumerable.Range(0, n).Select(make));
}
