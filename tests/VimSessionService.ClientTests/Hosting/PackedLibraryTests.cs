using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests.Hosting;

/// <summary>The library as somebody gets it who does not have this repository: packages in a folder, an empty web project, two lines, one plug.</summary>
public sealed class PackedLibraryTests
{
    /// <summary>The library and every project that it refers to.</summary>
    private static readonly IReadOnlyCollection<string> Projects = WithReferences("VimSessionService.Hosting");

    private const string Version = "0.0.1-test";

    private const string Program = """
        using VimSessionService.Core;
        using VimSessionService.Core.Authentication;
        using VimSessionService.Core.Directory.Users;
        using VimSessionService.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<ICredentialValidator, OneUser>();
        builder.Services.AddVimSessionService();
        var app = builder.Build();
        app.MapVimSessionService();
        await app.StartAsync();
        Console.WriteLine($"listens {app.Urls.Single()}");
        await app.WaitForShutdownAsync();

        internal sealed class OneUser : ICredentialValidator
        {
            public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
                new(userName == "ci" && password == "secret" ? new UserIdentity("ci", "CI job", []) { RoleId = -1 } : null);
        }
        """;

    private const string Client = """
        import sys
        from pyVmomi import SoapStubAdapter, vim
        from pyVmomi.VmomiSupport import GetServiceVersions
        # A negative port is plain HTTP.
        stub = SoapStubAdapter(host="127.0.0.1", port=-int(sys.argv[1]), path="/sdk", version=GetServiceVersions("vim25")[1])
        content = vim.ServiceInstance("ServiceInstance", stub).RetrieveContent()
        content.sessionManager.Login("ci", "secret")
        print(content.sessionManager.currentSession.userName)
        content.sessionManager.Logout()
        """;

    [Fact]
    public async Task An_empty_project_with_two_lines_and_a_plug_answers_pyVmomi()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var python = await ClientProgram.Python("python3-pyvmomi", "pyVmomi").FindAsync(cancellation);
        using var shell = new Shell();
        var packages = Path.Combine(shell.Folder, "packages");
        foreach (var project in Projects)
        {
            await DotnetAsync(shell.Folder, "pack", Path.Combine(Repository.Root, "src", project), "--no-restore", "-o", packages, $"-p:MinVerVersionOverride={Version}", "-v", "q");
        }

        var commit = await CommitAsync(shell.Folder);
        Assert.All(Projects, project => AssertMetadata(packages, project, commit));

        WriteProject(shell.Folder, packages);
        await DotnetAsync(shell.Folder, "build", "app.csproj", "-v", "q");
        Assert.DoesNotContain(Directory.EnumerateFiles(shell.Folder, "*.dll", SearchOption.AllDirectories), static file => Path.GetFileName(file).StartsWith("Serilog", StringComparison.Ordinal));

        using var app = Start(shell.Folder, Path.Combine("bin", "Debug", "net10.0", "app.dll"), "--urls", "http://127.0.0.1:0");
        try
        {
            string? line;
            do
                line = await app.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The program ended.");
            while (!line.StartsWith("listens ", StringComparison.Ordinal));
            var port = new Uri(line["listens ".Length..]).Port;
            var run = await ClientRun.StartAsync(python, ["-c", Client, $"{port}"], [], shell.Folder, cancellation);

            Assert.True(run.ExitCode == 0, run.Output);
            Assert.Equal("ci", run.Output.Trim());
        }
        finally
        {
            app.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The generator is no part of the packages: it runs where they are built.</summary>
    private static HashSet<string> WithReferences(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { project };
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        foreach (var reference in file.Descendants("ProjectReference").Where(static reference => (string?)reference.Attribute("OutputItemType") != "Analyzer"))
            found.UnionWith(WithReferences(Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))));
        return found;
    }

    /// <summary>Whoever finds the package is told what it is, from which sources it was made, and can step into them.</summary>
    private static void AssertMetadata(string packages, string id, string? commit)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages, $"{id}.{Version}.nupkg"));
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string? Text(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal((id, Version, "VimSessionService", "README.md"), (Text("id"), Text("version"), Text("authors"), Text("readme")));
        Assert.Contains("vCenter", Text("description"), StringComparison.Ordinal);
        Assert.Contains("vsphere", Text("tags"), StringComparison.Ordinal);
        Assert.Equal(File.Exists(Path.Combine(Repository.Root, "LICENSE")) ? "LICENSE" : null, Text("license"));
        Assert.True(package.GetEntry("README.md")!.Length > 100);
        if (commit is not null)
            Assert.Equal(commit, metadata.Elements().Single(static element => element.Name.LocalName == "repository").Attribute("commit")?.Value);
        using var symbols = ZipFile.OpenRead(Path.Combine(packages, $"{id}.{Version}.snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.Name == $"{id}.pdb");
    }

    /// <summary>The commit that the sources are of; null for a copy without a history.</summary>
    private static async Task<string?> CommitAsync(string folder)
    {
        var git = Path.Combine(Repository.Root, ".git");
        if (!Directory.Exists(git) && !File.Exists(git))
            return null;
        var run = await ClientRun.StartAsync("git", ["-C", Repository.Root, "rev-parse", "HEAD"], [], folder, TestContext.Current.CancellationToken);
        return run.Output.Trim();
    }

    /// <summary>Packages that this build needs too are taken from where they were restored to; those of the library from the folder only.</summary>
    private static void WriteProject(string folder, string packages)
    {
        var restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk.Web"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", "net10.0"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("InvariantGlobalization", "true"),
                new XElement("RestorePackagesPath", Path.Combine(folder, "restored")),
                new XElement("RestoreFallbackFolders", restored),
                new XElement("RestoreSources", packages + ";https://api.nuget.org/v3/index.json"),
                new XElement("NuGetAudit", "false")),
            new XElement("ItemGroup", new XElement("PackageReference", new XAttribute("Include", "VimSessionService.Hosting"), new XAttribute("Version", Version))));
        File.WriteAllText(Path.Combine(folder, "app.csproj"), project.ToString());
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
    }

    private static async Task DotnetAsync(string folder, params string[] arguments)
    {
        var run = await ClientRun.StartAsync("dotnet", arguments, [], folder, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{run.Output}");
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
