using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.Tests.Documents;

/// <summary>The table of managed types in docs/compatibility/managed-types.md says what the schema and the service say. VIMSESSION_WRITE_MANAGED_TYPES=1 writes it anew.</summary>
public sealed class ManagedTypesTests
{
    private const string Begin = "<!-- managed types -->";
    private const string End = "<!-- end of managed types -->";
    private const string None = "–";

    private static readonly WholeApi Api = new();
    private static readonly string[] Machines = ["VirtualMachine", "VirtualMachineSnapshot"];

    [Fact]
    public async Task The_table_of_managed_types_is_current()
    {
        var file = Path.Combine(Repository.Root, "docs", "compatibility", "managed-types.md");
        var document = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (begin, end) = (document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, document.IndexOf(End, StringComparison.Ordinal));
        var table = $"\n{string.Join('\n', Lines())}\n";
        if (Environment.GetEnvironmentVariable("VIMSESSION_WRITE_MANAGED_TYPES") == "1")
            await File.WriteAllTextAsync(file, document[..begin] + table + document[end..], TestContext.Current.CancellationToken);
        else
            Assert.Equal(table, document[begin..end]);
    }

    /// <summary>There are 138, and ManagedObject, which they extend.</summary>
    [Fact]
    public void It_has_every_managed_type_of_8_0_3() => Assert.Equal(138 + 1, Types().Count());

    private static IEnumerable<string> Lines() =>
    [
        "| type | typed | recorded | stubbed |", "|---|---|---|---|", .. Types().Select(static type => $"| {type.Name} | {TypedOf(type)} | {RecordedOf(type)} | {StubbedOf(type)} |"),
    ];

    private static IEnumerable<VimManagedType> Types() => Api.ManagedTypes.Where(static type => type.Since < ApiVersion.V9_0_0_0);

    private static string TypedOf(VimManagedType type) => VimManagedTypes.Find(type.Name) is { IsDeclared: true } ? "yes" : None;

    private static string RecordedOf(VimManagedType type) => (ServedObjects.OwnTypes.Contains(type.Name), type.PropertiesByName.Length) switch
    {
        (true, _) => "the service's own",
        (_, 0) => None,
        (_, var count) => Count(count, "property", "properties"),
    };

    private static string StubbedOf(VimManagedType type)
    {
        if (type.Methods.Count == 0 && !Machines.Contains(type.Name))
            return None;
        var ready = Machines.Contains(type.Name) ? ImplementedMethods.ByWord.Values.SelectMany(static names => names).Where(name => IsOf(name, type)).Order(StringComparer.Ordinal).ToArray() : [];
        var methods = Count(type.Methods.Count, "method", "methods");
        return ready.Length == 0 ? methods : $"{methods}; ready: {string.Join(", ", ready)}";
    }

    /// <summary>Whether a method that is ready is of a type: where it is declared for all objects, of virtual machines.</summary>
    private static bool IsOf(string method, VimManagedType type) => Api.FindMethod(method)!.Receiver is var receiver && (receiver == type.Name || (type.Name == Machines[0] && type.Is(receiver)));

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
