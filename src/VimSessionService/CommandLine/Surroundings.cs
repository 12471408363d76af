using System.Collections;

namespace VimSessionService.CommandLine;

/// <summary>What a process is given besides its arguments.</summary>
/// <param name="Environment">The environment's variables.</param>
/// <param name="WorkingDirectory">The directory of <c>appsettings.json</c>.</param>
/// <param name="Input">Standard input.</param>
/// <param name="OpenLog">Opens the stream that log lines go to.</param>
public sealed record Surroundings(IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, TextReader Input, Func<Stream> OpenLog)
{
    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new Surroundings(variables, Directory.GetCurrentDirectory(), Console.In, Console.OpenStandardError);
    }
}
