using System.Text.RegularExpressions;

namespace VimSessionService.Architecture.Tests;

/// <summary>The structure that docs/architecture.md describes.</summary>
public sealed partial class StructureTests
{
    /// <summary>A project, and what it may not use.</summary>
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "VimSessionService.Vim25", ["VimSessionService.Core", "VimSessionService.Soap", "VimSessionService.Xml", "System.Xml", "System.Net", "Microsoft.AspNetCore"] },
        { "VimSessionService.Xml", ["VimSessionService.Vim25", "VimSessionService.Core", "Microsoft.AspNetCore", "System.Net"] },
        { "VimSessionService.Core", ["VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Xml", "VimSessionService.Endpoint", "VimSessionService.Identity", "Microsoft.AspNetCore", "System.Net.Http", "System.Xml", "Serilog"] },
        { "VimSessionService.ManagedObjects", ["VimSessionService.Soap", "VimSessionService.Endpoint", "VimSessionService.Identity", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Soap", ["VimSessionService.Core", "VimSessionService.ManagedObjects", "VimSessionService.Endpoint", "VimSessionService.Identity", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Identity", ["VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Endpoint", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Vapi", ["VimSessionService.Soap", "VimSessionService.Hosting", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Endpoint", ["Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.AdminClient", ["VimSessionService.Vim25", "VimSessionService.Core", "VimSessionService.Admin.", "VimSessionService.Lab", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Testing", ["Xunit", "Serilog"] },
        { "VimSessionService.Lab", ["VimSessionService.Admin", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.ViJson", ["VimSessionService.Core", "VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Endpoint", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Schema", ["VimSessionService.Core", "VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Endpoint", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Inventory", ["VimSessionService.Endpoint", "VimSessionService.Hosting", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.WebHooks", ["VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Endpoint", "VimSessionService.Hosting", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Ldap", ["VimSessionService.ManagedObjects", "VimSessionService.Soap", "VimSessionService.Endpoint", "VimSessionService.Hosting", "Microsoft.AspNetCore", "Serilog"] },
        { "VimSessionService.Redis", ["VimSessionService.Soap", "VimSessionService.Endpoint", "VimSessionService.Lab", "VimSessionService.Admin", "Serilog"] },
        { "VimSessionService.Hosting", ["VimSessionService.Lab", "VimSessionService.Admin", "VimSessionService.Redis", "VimSessionService.WebHooks", "VimSessionService.Ldap", "Serilog"] },
        { "VimSessionService.Admin", ["VimSessionService.Redis", "VimSessionService.WebHooks", "VimSessionService.Ldap", "Serilog"] },
    };

    public static TheoryData<string> Projects => [.. Assemblies.Projects];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_project_uses_only_what_is_below_it(string project, string[] forbidden)
    {
        var result = Assemblies.TypesOf(project).ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    /// <summary>The declarations of the API are all of one namespace, in folders by manager.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_the_folder_of_its_files(string project)
    {
        var root = Assemblies.SourceOf(project);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            if (folder.StartsWith("obj", StringComparison.Ordinal) || folder.StartsWith("bin", StringComparison.Ordinal) || folder.StartsWith("Api.", StringComparison.Ordinal) || folder == "Declaring")
                continue;
            var expected = folder == "." ? project : $"{project}.{folder}";
            if (Namespace().Match(File.ReadAllText(file)) is { Success: true } declared)
                Assert.Equal((file, expected), (file, declared.Groups["name"].Value));
        }
    }

    /// <summary>A test of Core lies in the folder of what it tests. The contract tests are those of the library of them.</summary>
    [Fact]
    public void The_tests_of_Core_have_its_folders()
    {
        const string Project = "VimSessionService.Core.Tests";
        var root = Path.Combine(Assemblies.Repository, "tests", Project);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Folder: Path.GetRelativePath(root, Path.GetDirectoryName(file)!), File: file))
            .Where(static found => !found.Folder.StartsWith("obj", StringComparison.Ordinal) && !found.Folder.StartsWith("bin", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        Assert.All(files, found =>
        {
            Assert.True(found.Folder == "Contracts" || Directory.Exists(Path.Combine(Assemblies.Repository, "src", "VimSessionService.Core", found.Folder)), $"{found.File}: Core has no folder {found.Folder}.");
            var expected = found.Folder == "." ? Project : $"{Project}.{found.Folder.Replace(Path.DirectorySeparatorChar, '.')}";
            Assert.Equal((found.File, expected), (found.File, Namespace().Match(File.ReadAllText(found.File)).Groups["name"].Value));
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespaces_need_each_other(string project) =>
        Assert.Equal([], new NamespaceGraph(Assemblies.FileOf(project)).Cycles());

    /// <summary>Whoever looks a type up by its name finds one. Types within types do not count.</summary>
    [Fact]
    public void No_two_types_have_one_name()
    {
        var twice = Assemblies.Projects.SelectMany(static project => Assemblies.TypesOf(project).GetTypes())
            .Where(static type => !type.IsNested && !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("VimSessionService", StringComparison.Ordinal) == true)
            .GroupBy(static type => type.Name, StringComparer.Ordinal)
            .Where(static types => types.Count() > 1)
            .Select(static types => string.Join(", ", types.Select(static type => type.FullName)));

        Assert.Equal([], twice);
    }

    /// <summary>The core serves every way that carries requests: HTTP is of what is above it.</summary>
    [Fact]
    public void Nothing_of_Core_is_named_after_HTTP() => Assert.Equal(
        [],
        Assemblies.TypesOf("VimSessionService.Core").GetTypes().Select(static type => type.FullName!).Where(static name => name.Contains("Http", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What an operator sets are options, and what the clients of a vCenter see and change are advanced settings. VMware's API names types as it likes.</summary>
    [Fact]
    public void Only_advanced_settings_are_called_settings() => Assert.Equal(
        [],
        Assemblies.Projects.Where(static project => project != "VimSessionService.Vim25")
            .SelectMany(static project => Assemblies.TypesOf(project).GetTypes())
            .Where(static type => type.Name.EndsWith("Settings", StringComparison.Ordinal) && !type.Name.EndsWith("AdvancedSettings", StringComparison.Ordinal))
            .Select(static type => type.FullName));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();
}
