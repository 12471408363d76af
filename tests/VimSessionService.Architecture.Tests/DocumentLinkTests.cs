using System.Text.RegularExpressions;

namespace VimSessionService.Architecture.Tests;

/// <summary>What documents and comments refer to is there.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly string[] Folders = ["docs", "src", "tests", "kits", "bench", "examples", "scenarios"];

    /// <summary>Folders of tools, and of what is built or restored.</summary>
    private static readonly string[] Made = ["bin", "obj", "artifacts", "node_modules", ".git"];

    [Fact]
    public void Links_of_documents_lead_to_files_and_headings()
    {
        var problems = new List<string>();
        var documents = Files("*.md").ToList();
        foreach (var document in documents)
        {
            foreach (var target in Link().Matches(Fence().Replace(File.ReadAllText(document), "")).Select(static match => match.Groups["target"].Value))
            {
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                var (path, anchor) = Split(target);
                Check(path.Length == 0 ? document : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, path)), anchor, $"{document}: {target}", problems);
            }
        }

        Assert.True(documents.Count > 20);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public void Documents_that_comments_name_exist()
    {
        var problems = new List<string>();
        var named = 0;
        foreach (var file in Files("*.cs"))
        {
            foreach (var target in Named().Matches(File.ReadAllText(file)).Select(static match => match.Value))
            {
                var (path, anchor) = Split(target);
                named++;
                Check(Path.Combine(Assemblies.Repository, path), anchor, $"{file}: {target}", problems);
            }
        }

        Assert.True(named > 50);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    /// <summary>A newcomer finds the place of a change by this document: folders and files as they are in the sources, with or without the name of a project before them.</summary>
    [Fact]
    public void Places_that_the_architecture_names_exist()
    {
        var files = Files("*").Select(static file => "/" + Path.GetRelativePath(Assemblies.Repository, file).Replace(Path.DirectorySeparatorChar, '/').Replace("/VimSessionService.", "/", StringComparison.Ordinal))
            .ToList();
        var places = Place().Matches(File.ReadAllText(Path.Combine(Assemblies.Repository, "docs", "architecture.md")))
            .Select(static match => match.Groups["place"].Value.TrimEnd('/').Replace("VimSessionService.", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(places.Count > 40);
        Assert.Equal([], places.Where(place => !files.Exists(file => file.Contains($"/{place}/", StringComparison.Ordinal) || file.Contains($"/{place}.", StringComparison.Ordinal) || file.EndsWith($"/{place}", StringComparison.Ordinal))));
    }

    /// <summary>The table of CONTRIBUTING tells of each test project what it tests, what it needs and how long it takes.</summary>
    [Fact]
    public void Every_test_project_is_in_the_table_for_contributors()
    {
        var table = File.ReadAllText(Path.Combine(Assemblies.Repository, "CONTRIBUTING.md"));
        var projects = Files("*.Tests.csproj", "*.ClientTests.csproj", "*.Fuzz.csproj").Select(static file => Path.GetFileNameWithoutExtension(file)).ToList();

        Assert.True(projects.Count > 20);
        Assert.All(projects, project => Assert.Contains($"| `{project}`", table, StringComparison.Ordinal));
    }

    private static void Check(string file, string anchor, string what, List<string> problems)
    {
        if (!File.Exists(file) && !Directory.Exists(file))
            problems.Add($"{what}: no such file");
        else if (anchor.Length > 0 && file.EndsWith(".md", StringComparison.Ordinal) && !Anchors(file).Contains(anchor))
            problems.Add($"{what}: no such heading");
    }

    /// <summary>The anchors of a document: those that it names, and those that GitHub makes of its headings.</summary>
    private static HashSet<string> Anchors(string file)
    {
        var anchors = Id().Matches(File.ReadAllText(file)).Select(static match => match.Groups["id"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var heading in Heading().Matches(Fence().Replace(File.ReadAllText(file), "")).Select(static match => match.Groups["text"].Value))
        {
            var kept = heading.Trim().ToLowerInvariant().Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(static c => c == ' ' ? '-' : c);
            var anchor = string.Concat(kept);
            for (var number = 1; !anchors.Add(anchor); number++)
                anchor = $"{string.Concat(kept)}-{number}";
        }

        return anchors;
    }

    private static (string Path, string Anchor) Split(string target) =>
        target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (target[..at], target[(at + 1)..]) : (target, "");

    private static IEnumerable<string> Files(params string[] patterns) => patterns.SelectMany(static pattern => Directory.EnumerateFiles(Assemblies.Repository, pattern).Concat(
        Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Assemblies.Repository, folder), pattern, SearchOption.AllDirectories))
            .Where(static file => !Path.GetRelativePath(Assemblies.Repository, file).Split(Path.DirectorySeparatorChar).Intersect(Made).Any())));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdocs/[\w/-]+\.md(#[\w-]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"`(?<place>[A-Za-z][\w.-]*(/[\w.-]+)+/?)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("<a id=\"(?<id>[^\"]+)\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
