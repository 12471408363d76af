using System.Collections;
using Serilog.Configuration;
using Serilog.Formatting;
using VimSessionService.Commands;
using VimSessionService.Logging;

namespace VimSessionService.CommandLine;

/// <summary>What a process is given besides its arguments.</summary>
/// <param name="Environment">The environment's variables.</param>
/// <param name="WorkingDirectory">The directory of <c>appsettings.json</c>.</param>
/// <param name="Input">Standard input.</param>
/// <param name="WriteLog">Adds the sink that log lines go to.</param>
internal sealed record ProcessEnvironment(
    IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, TextReader Input, Action<LoggerSinkConfiguration, ITextFormatter> WriteLog)
{
    /// <summary>Whether input and output are those of this process, which may be a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Those of this process.</summary>
    public static ProcessEnvironment OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new ProcessEnvironment(variables, Directory.GetCurrentDirectory(), Console.In, ServiceLogger.ToStandardError) { IsTerminal = true };
    }

    /// <summary>What commands to a running service are given.</summary>
    public CommandSurroundings ToCommands(TextWriter output, TextWriter error) => new()
    {
        Environment = Environment,
        Input = Input,
        Output = output,
        Error = error,
        IsOutputTerminal = IsTerminal && !Console.IsOutputRedirected,
        AskSecret = IsTerminal && !Console.IsInputRedirected ? TerminalSecret.Ask : null,
    };
}
