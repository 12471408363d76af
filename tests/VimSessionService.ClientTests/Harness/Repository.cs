using System.Reflection;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The files that this was built from, for tests of documents, examples and kits.</summary>
internal static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!);
}
