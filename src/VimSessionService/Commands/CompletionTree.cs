using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using VimSessionService.Options;

namespace VimSessionService.Commands;

/// <summary>A word that can be typed next.</summary>
/// <param name="Word">The word.</param>
/// <param name="Description">What it does.</param>
/// <param name="Values">The values of an option; empty where they cannot be listed.</param>
/// <param name="TakesValue">Whether it is an option with a value.</param>
internal sealed record CompletionWord(string Word, string Description, IReadOnlyList<string> Values, bool TakesValue);

/// <summary>What can be typed after a command.</summary>
/// <param name="Path">The words of the command with slashes before them; empty for the program alone.</param>
/// <param name="Words">The words.</param>
internal sealed record CompletionNode(string Path, IReadOnlyList<CompletionWord> Words);

/// <summary>Makes what shells complete of the declared commands and options.</summary>
internal static class CompletionTree
{
    /// <summary>The commands of the service itself that are no commands to a running one.</summary>
    private static readonly CompletionWord[] Own =
    [
        new("serve", "Serve until told to stop.", [], TakesValue: false),
        new("healthcheck", "Check whether the service on this machine answers.", [], TakesValue: false),
        new("hash-password", "Print the PasswordHash of a password for a users file.", [], TakesValue: false),
        new("wsdl", "Write the WSDL.", [], TakesValue: false),
    ];

    /// <summary>All nodes, the program alone first.</summary>
    public static IReadOnlyList<CompletionNode> Read(RootCommand root)
    {
        var serve = OptionTable.All.Select(OfServe).ToArray();
        var globals = root.Options.Where(static option => option.Recursive && option is not HelpOption).Select(Of).ToArray();
        var nodes = new List<CompletionNode> { new("", [.. Own, .. root.Subcommands.Select(Of), .. serve]), new("/serve", serve) };
        foreach (var command in root.Subcommands)
            Add(nodes, "", command, globals);
        return nodes;
    }

    private static void Add(List<CompletionNode> nodes, string above, Command command, CompletionWord[] globals)
    {
        var path = $"{above}/{command.Name}";
        var values = command.Arguments.SelectMany(static argument => argument.GetCompletions(CompletionContext.Empty)).Select(static item => new CompletionWord(item.Label, "", [], TakesValue: false));
        nodes.Add(new CompletionNode(path, [.. command.Subcommands.Select(Of), .. values, .. command.Options.Select(Of), .. globals]));
        foreach (var below in command.Subcommands)
            Add(nodes, path, below, globals);
    }

    private static CompletionWord Of(Command command) => new(command.Name, command.Description ?? "", [], TakesValue: false);

    private static CompletionWord Of(Option option)
    {
        var takes = option.Arity.MaximumNumberOfValues > 0;
        return new CompletionWord(option.Name, option.Description ?? "", takes ? [.. option.GetCompletions(CompletionContext.Empty).Select(static item => item.Label)] : [], takes);
    }

    private static CompletionWord OfServe(OptionDefinition option) =>
        new(option.Flag, option.Description, option.Kind == OptionKind.Flag ? ["true", "false"] : option.Choices, TakesValue: option.Kind != OptionKind.Flag);
}
