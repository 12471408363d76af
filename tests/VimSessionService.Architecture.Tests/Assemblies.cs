using System.Reflection;
using NetArchTest.Rules;

namespace VimSessionService.Architecture.Tests;

/// <summary>The assemblies of the service, beside the tests.</summary>
internal static class Assemblies
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = typeof(Assemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>
    /// The names of the projects that are part of the service, and of the kit for .NET. The generator runs in the compiler; the CoreWCF host is built by nobody here,
    /// whose registry has no CoreWCF.
    /// </summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. Folders.SelectMany(static folder => Directory.EnumerateDirectories(Path.Combine(Repository, folder)))
            .Where(static directory => Directory.EnumerateFiles(directory, "*.csproj").Any())
            .Select(static directory => Path.GetFileName(directory))
            .Where(static name => name is not ("VimSessionService.Vim25.Generator" or "VimSessionService.CoreWcf") && !name.EndsWith(".Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Folders => ["src", Path.Combine("kits", "dotnet")];

    /// <summary>Where the sources of a project are.</summary>
    public static string SourceOf(string project) => Folders.Select(folder => Path.Combine(Repository, folder, project)).First(Directory.Exists);

    /// <summary>Where the assembly of a project is.</summary>
    public static string FileOf(string project) => Path.Combine(AppContext.BaseDirectory, project + ".dll");

    /// <summary>The types of a project.</summary>
    public static Types TypesOf(string project) => Types.InAssembly(Assembly.LoadFrom(FileOf(project)));
}
