using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Options;
using VimSessionService.Storage;

namespace VimSessionService.StartScenarios;

/// <summary>Reads the files of <c>--scenario</c>.</summary>
internal static class ScenarioFiles
{
    private const int MostBytes = 4 * ScenarioDocument.MostCharacters;

    /// <summary>The scenarios of the start, checked as far as that goes without a service.</summary>
    /// <exception cref="StartupException">A file cannot be read, or there is no admin API to follow a scenario with.</exception>
    /// <exception cref="ScenarioException">One cannot be used.</exception>
    public static IReadOnlyList<ScenarioDocument> Read(ServiceOptions options)
    {
        if (options.Admin.Scenario is not { Length: > 0 } names)
            return [];
        if (AdminAddress.Of(options) is null)
            throw new StartupException("--scenario: a scenario needs the admin API, which --admin-listen off leaves out. Leave one of the two out.");
        return [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];
    }

    /// <summary>A scenario of a file, checked as far as that goes without a service.</summary>
    public static ScenarioDocument Read(string path)
    {
        string text;
        try
        {
            text = OperatorFile.ReadText(path, MostBytes);
        }
        catch (OperatorFileException failure)
        {
            throw new StartupException($"--scenario: '{path}' cannot be read: {failure.Message}. Name a YAML or JSON file that this user may read.");
        }

        var document = ScenarioDocument.Read(text, path);
        ScenarioCheck.Offline(document, ServiceDoors.Table);
        return document;
    }
}
