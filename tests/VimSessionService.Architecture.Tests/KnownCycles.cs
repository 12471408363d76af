namespace VimSessionService.Architecture.Tests;

/// <summary>
/// The groups of namespaces that may need each other. There is one, in the API's project: a type of the API knows its description and writes itself, and
/// descriptions and writers are of types.
/// </summary>
internal static class KnownCycles
{
    private static readonly Dictionary<string, string[]> ByProject = new(StringComparer.Ordinal)
    {
        ["VimSessionService.Vim25"] = ["VimSessionService.Vim25 VimSessionService.Vim25.Codec VimSessionService.Vim25.Schema"],
    };

    /// <summary>Those of a project.</summary>
    public static IReadOnlyList<string> Of(string project) => ByProject.GetValueOrDefault(project, []);
}
