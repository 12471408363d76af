namespace VimSessionService.Architecture.Tests;

/// <summary>The groups of namespaces that need each other and are not taken apart yet. A group that is, leaves this list.</summary>
internal static class KnownCycles
{
    private static readonly Dictionary<string, string[]> ByProject = new(StringComparer.Ordinal)
    {
    };

    /// <summary>Those of a project.</summary>
    public static IReadOnlyList<string> Of(string project) => ByProject.GetValueOrDefault(project, []);
}
