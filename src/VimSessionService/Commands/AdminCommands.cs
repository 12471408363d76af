using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VimSessionService.Commands;

/// <summary>The commands to a running service.</summary>
internal static class AdminCommands
{
    private static readonly Func<CommandRunner, AdminCommand>[] Groups =
    [
        SessionCommands.Create, TicketCommands.Create, UserCommands.Create, GroupCommands.Create, LimitCommands.Create, ClockCommands.Create, RuleCommands.Create, OutageCommands.Create,
        OutageCommands.CreateRestart, JournalCommands.Create, LeakCommands.Create, SnapshotCommands.Create, SnapshotCommands.CreateReset, CompletionCommand.Create,
    ];

    /// <summary>The name and the description of each, for the help of the program.</summary>
    public static IReadOnlyList<(string Name, string Description)> Listed()
    {
        var root = CreateRoot(new CommandSurroundings { Environment = new Dictionary<string, string>(), Input = TextReader.Null, Output = TextWriter.Null, Error = TextWriter.Null });
        return [.. root.Subcommands.Select(static command => (command.Name, command.Description ?? ""))];
    }

    /// <summary>Whether a command line is one of them: its first word is.</summary>
    public static bool Handles(IReadOnlyList<string> arguments)
    {
        if (!arguments.Any(Names.Contains))
            return false;
        var at = CommandArguments.FirstWord(arguments, new GlobalOptions().All);
        return at >= 0 && Array.IndexOf(Names, arguments[at]) >= 0;
    }

    /// <summary>Does what a command line says; the result is the <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandSurroundings surroundings, CancellationToken cancellationToken)
    {
        var root = CreateRoot(surroundings);
        var read = CommandArguments.Read(arguments, root);
        if (read.Errors.Count > 0)
            return Refuse(surroundings, read.Errors, read.Command);
        var parsed = root.Parse(read.Arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed is { Errors.Count: > 0, Action: ParseErrorAction or null } || (parsed.Errors.Count > 0 && parsed.Action is not HelpOfCommands))
        {
            return Refuse(
                surroundings,
                read.Command.Subcommands.Count > 0
                    ? [$"{read.Command.Name}: say what to do: {string.Join(", ", read.Command.Subcommands.Select(static command => command.Name))}."]
                    : [.. parsed.Errors.Select(static error => error.Message)],
                read.Command);
        }

        var invocation = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>All of them, below a root that is not theirs alone.</summary>
    public static RootCommand CreateRoot(CommandSurroundings surroundings)
    {
        var globals = new GlobalOptions();
        var root = new RootCommand("Commands to a running service, over its admin API.");
        root.Directives.Clear();
        foreach (var option in globals.All)
            root.Options.Add(option);
        var runner = new CommandRunner(surroundings, globals);
        foreach (var create in Groups)
            root.Subcommands.Add(create(runner));
        root.Subcommands.Add(ScenarioCommands.Create(runner, surroundings));
        root.Subcommands.Add(RecordCommand.Create(runner, surroundings));
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction help } helpOption)
            helpOption.Action = new HelpOfCommands(help);
        return root;
    }

    /// <summary>The names, which say that a command line is not one of the service itself. A test compares them with the commands.</summary>
    internal static readonly string[] Names =
    [
        "sessions", "tickets", "users", "groups", "limits", "clock", "rules", "outage", "restart", "journal", "leaks", "snapshot", "reset", "scenario", "record", "completion",
    ];

    private static int Refuse(CommandSurroundings surroundings, IReadOnlyList<string> problems, Command command)
    {
        foreach (var problem in problems)
            surroundings.Error.WriteLine(problem);
        surroundings.Error.WriteLine($"{string.Join(' ', Path(command))} --help shows what it takes.");
        return ExitCode.BadOptions;
    }

    private static IEnumerable<string> Path(Command command) =>
        command is RootCommand ? ["VimSessionService"] : [.. command.Parents.OfType<Command>().SelectMany(Path), command.Name];
}
