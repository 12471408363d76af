using System.Reflection;
using System.Text.RegularExpressions;

namespace VimSessionService.Architecture.Tests;

/// <summary>Every plug that docs/plugs.md names has a contract test, and every implementation in this repository is run through it.</summary>
public sealed partial class PlugTests
{
    /// <summary>Takes every password, so that a contract about right and wrong ones says nothing of it.</summary>
    private const string WithoutContract = "PermissiveCredentialValidator";

    private static readonly string Tests = Path.Combine(Assemblies.Repository, "tests");

    public static TheoryData<string, string> Plugs => [.. Rows().Select(static row => (row.Groups["plug"].Value, row.Groups["contract"].Value))];

    [Fact]
    public void The_document_names_the_plugs() => Assert.InRange(Rows().Count, 10, 100);

    /// <summary>A project that runs the contract has to name the implementation.</summary>
    [Theory]
    [MemberData(nameof(Plugs))]
    public void An_implementation_is_run_through_the_contract(string plug, string contract)
    {
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Tests, "VimSessionService.Contracts"), contract + ".cs", SearchOption.AllDirectories));
        var run = new Regex($@"\) : {contract}\b|\b(class|record) \w+ : {contract}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var runs = Directory.EnumerateDirectories(Tests).Select(static project => string.Concat(SourcesOf(project))).Where(text => run.IsMatch(text)).ToList();
        var implementations = Assemblies.Projects.SelectMany(static project => Assembly.LoadFrom(Assemblies.FileOf(project)).GetTypes())
            .Where(type => !type.IsInterface && !type.IsNested && type.Name != WithoutContract && type.GetInterfaces().Any(implemented => NameOf(implemented) == plug))
            .Select(NameOf)
            .ToList();

        Assert.NotEmpty(implementations);
        Assert.Equal([], implementations.Where(implementation => !runs.Exists(text => Regex.IsMatch(text, $@"\b{implementation}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))));
    }

    private static IEnumerable<string> SourcesOf(string project) => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static MatchCollection Rows() => Row().Matches(File.ReadAllText(Path.Combine(Assemblies.Repository, "docs", "plugs.md")));

    [GeneratedRegex(@"^\| `(?<plug>I\w+)`[^|]*\|[^|]*\|[^|]*\| `(?<contract>\w+)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
