using System.IO.Compression;
using System.Xml.Linq;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests.Hosting;

/// <summary>The packages of the libraries in a folder, as somebody gets them who does not have this repository.</summary>
public sealed class LocalPackages : IAsyncLifetime
{
    /// <summary>The version that they have.</summary>
    public const string Version = "0.0.1-test";

    /// <summary>Where the packages say that their sources are.</summary>
    private const string RepositoryUrl = "https://github.com/example/vim-session-service";

    private const string Remote = "published";

    /// <summary>A build of everything takes its time on a machine that does other work too.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vimsession-packages-");

    /// <summary>The libraries, which are all that the last of the kits refers to.</summary>
    public static IReadOnlyCollection<string> Projects { get; } =
        [.. WithReferences(Path.Combine(Repository.Root, "kits", "dotnet", "VimSessionService.Testing.Xunit", "VimSessionService.Testing.Xunit.csproj")).Distinct(StringComparer.Ordinal)];

    /// <summary>Where the packages are.</summary>
    public string Folder => _folder.FullName;

    /// <summary>
    /// Makes them, all in one build, without analyzers: the build of the repository runs these. Git has a remote for it that is in no configuration of the repository, so that they
    /// are made as from a clone of GitHub, whatever this clone is of.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        var git = Directory.CreateDirectory(Path.Combine(Folder, "config", "git"));
        await File.WriteAllTextAsync(Path.Combine(git.FullName, "config"), $"[remote \"{Remote}\"]\n url = {RepositoryUrl}\n", TestContext.Current.CancellationToken);
        var all = new XElement(
            "Project",
            new XElement(
                "Target",
                new XAttribute("Name", "Pack"),
                new XElement(
                    "MSBuild",
                    new XAttribute("Projects", string.Join(';', Projects)),
                    new XAttribute("Targets", "Pack"),
                    new XAttribute("BuildInParallel", "true"),
                    new XAttribute("Properties", $"Configuration=Release;RunAnalyzers=false;_IsPacking=true;PackageOutputPath={Folder};MinVerVersionOverride={Version};GitRepositoryRemoteName={Remote}"))));
        var file = Path.Combine(Folder, "pack.proj");
        await File.WriteAllTextAsync(file, all.ToString(), TestContext.Current.CancellationToken);
        await DotnetAsync(Folder, [new("XDG_CONFIG_HOME", Path.Combine(Folder, "config"))], "msbuild", file, "-v:q", "-m");
    }

    /// <summary>Deletes them.</summary>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Writes a project that refers to packages. Those that this build needs too are taken from where they were restored to; those of the libraries from the
    /// folder only.
    /// </summary>
    public void WriteProject(string file, string sdk, XElement[] properties, params (string Package, string Version)[] references)
    {
        var restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", sdk),
            new XElement(
                "PropertyGroup",
                [
                    new XElement("TargetFramework", "net10.0"),
                    new XElement("Nullable", "enable"),
                    new XElement("ImplicitUsings", "enable"),
                    new XElement("InvariantGlobalization", "true"),
                    new XElement("RestorePackagesPath", Path.Combine(Path.GetDirectoryName(file)!, "restored")),
                    new XElement("RestoreFallbackFolders", restored),
                    new XElement("RestoreSources", Folder + ";https://api.nuget.org/v3/index.json"),
                    new XElement("NuGetAudit", "false"),
                    .. properties,
                ]),
            new XElement("ItemGroup", references.Select(static reference => new XElement("PackageReference", new XAttribute("Include", reference.Package), new XAttribute("Version", reference.Version)))));
        File.WriteAllText(file, project.ToString());
    }

    /// <summary>The version of a package that this repository uses.</summary>
    public static string VersionOf(string package) => (string)XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == package).Attribute("Version")!;

    /// <summary>Runs dotnet, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static Task<string> DotnetAsync(string folder, params string[] arguments) => DotnetAsync(folder, [], arguments);

    private static async Task<string> DotnetAsync(string folder, KeyValuePair<string, string>[] environment, params string[] arguments)
    {
        var run = await ClientRun.StartAsync("dotnet", arguments, environment, folder, TestContext.Current.CancellationToken, MaxWait);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{run.Output}");
        return run.Output;
    }

    /// <summary>Whoever finds the package is told what it is, from which sources it was made, and can step into them.</summary>
    /// <param name="id">The package.</param>
    /// <param name="commit">The commit of the sources; null for a copy without a history.</param>
    public void AssertMetadata(string id, string? commit)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string? Text(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal((id, Version, "VimSessionService", "README.md"), (Text("id"), Text("version"), Text("authors"), Text("readme")));
        Assert.Contains("vCenter", Text("description"), StringComparison.Ordinal);
        Assert.Contains("vsphere", Text("tags"), StringComparison.Ordinal);
        Assert.Equal(File.Exists(Path.Combine(Repository.Root, "LICENSE")) ? "LICENSE" : null, Text("license"));
        Assert.True(package.GetEntry("README.md")!.Length > 100);
        if (commit is null)
            return;
        var repository = metadata.Elements().Single(static element => element.Name.LocalName == "repository");
        Assert.Equal(("git", RepositoryUrl, commit), (repository.Attribute("type")?.Value, repository.Attribute("url")?.Value, repository.Attribute("commit")?.Value));
    }

    /// <summary>A debugger finds the symbols of a package, and by them every source file: at the address of its commit, or within the symbols.</summary>
    /// <param name="id">The package.</param>
    /// <param name="commit">The commit of the sources; null for a copy without a history, whose sources have no address.</param>
    public void AssertSymbols(string id, string? commit)
    {
        using var symbols = new PackedSymbols(EntryOf($"{id}.{Version}.nupkg", $"lib/net10.0/{id}.dll"), EntryOf($"{id}.{Version}.snupkg", $"lib/net10.0/{id}.pdb"));
        Assert.Equal(symbols.IdOfAssembly, symbols.Id);
        if (commit is null)
            return;
        Assert.All(symbols.AddressesOfSources, address => Assert.Equal($"https://raw.githubusercontent.com/example/vim-session-service/{commit}/*", address.Value));
        Assert.Contains(Repository.Root + "/*", symbols.AddressesOfSources.Keys);
        Assert.Contains(symbols.Sources, source => source.Name.StartsWith(Repository.Root, StringComparison.Ordinal) && !source.IsEmbedded);
        Assert.All(symbols.Sources, source => Assert.True(source.IsEmbedded || IsTracked(source.Name), $"{id}: {source.Name} is found nowhere"));

        bool IsTracked(string source) => symbols.AddressesOfSources.Keys.Any(root => source.StartsWith(root.TrimEnd('*'), StringComparison.Ordinal));
    }

    /// <summary>An editor shows the comments of the sources.</summary>
    public void AssertComments(string id, string ofMember = "")
    {
        using var package = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));
        using var comments = package.GetEntry($"lib/net10.0/{id}.xml")!.Open();
        Assert.Contains(XDocument.Load(comments).Descendants("member"), member => ((string)member.Attribute("name")!).StartsWith(ofMember, StringComparison.Ordinal));
    }

    /// <summary>The commit that the sources are of; null for a copy without a history.</summary>
    public static async Task<string?> CommitAsync()
    {
        var git = Path.Combine(Repository.Root, ".git");
        if (!Directory.Exists(git) && !File.Exists(git))
            return null;
        var run = await ClientRun.StartAsync("git", ["-C", Repository.Root, "rev-parse", "HEAD"], [], Repository.Root, TestContext.Current.CancellationToken);
        return run.Output.Trim();
    }

    private byte[] EntryOf(string package, string name)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, package));
        using var entry = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The generator is no part of the packages: it runs where they are built.</summary>
    private static IEnumerable<string> WithReferences(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Where(static reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
        .SelectMany(reference => WithReferences(Path.GetFullPath(((string)reference.Attribute("Include")!).Replace('\\', '/'), Path.GetDirectoryName(project)!)))
        .Append(project);
}
