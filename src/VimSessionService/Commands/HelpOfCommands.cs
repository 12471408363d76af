using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VimSessionService.Commands;

/// <summary>The usual help, with examples after it: those of the command, or of every command in the group.</summary>
internal sealed class HelpOfCommands(HelpAction help) : SynchronousCommandLineAction
{
    private const string Codes = "Exit codes: 0 done, 1 the service refused it (leaks --assert: there are some), 2 the command line is wrong, 3 no running service was found.";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var (line, effect) in ExamplesOf(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {effect}:");
            output.WriteLine($"    VimSessionService {line}");
        }

        output.WriteLine();
        output.WriteLine(Codes);
        return result;
    }

    private static IEnumerable<(string Line, string Effect)> ExamplesOf(Command command) =>
        (command as AdminCommand)?.Examples is { Count: > 0 } own ? own : command.Subcommands.SelectMany(ExamplesOf);
}
