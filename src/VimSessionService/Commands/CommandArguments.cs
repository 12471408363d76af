using System.CommandLine;
using VimSessionService.Core;

namespace VimSessionService.Commands;

/// <summary>A command line whose options have the form <c>--name=value</c>.</summary>
/// <param name="Arguments">The arguments for the command line library.</param>
/// <param name="Errors">What is not understood, one line each.</param>
/// <param name="Command">The command as far as it was understood.</param>
internal sealed record ReadCommandLine(IReadOnlyList<string> Arguments, IReadOnlyList<string> Errors, Command Command);

/// <summary>
/// Joins options and their values before the command line library sees them, so that the argument after an option is its value whatever it looks like, and
/// says what is not understood. After <c>--</c> nothing is an option.
/// </summary>
internal static class CommandArguments
{
    private static readonly string[] Standard = ["-h", "-?", "--help", "--version"];

    /// <summary>Reads a command line.</summary>
    public static ReadCommandLine Read(IReadOnlyList<string> arguments, RootCommand root)
    {
        List<string> read = [], errors = [];
        Command at = root;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
                return new ReadCommandLine([.. read, .. arguments.Skip(i)], errors, at);
            if (argument is ['-', _, ..] && !Standard.Contains(argument))
                i += TakeOption(argument, i + 1 < arguments.Count ? arguments[i + 1] : null, at, root, read, errors);
            else if (at.Subcommands.Count > 0 && !Standard.Contains(argument))
                at = TakeCommand(argument, at, read, errors);
            else
                read.Add(argument);
        }

        return new ReadCommandLine(read, errors, at);
    }

    /// <summary>The place of the first argument that is no option every command takes and no value of one; -1 for none.</summary>
    public static int FirstWord(IReadOnlyList<string> arguments, IReadOnlyList<Option> options)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (options.FirstOrDefault(known => known.Name == name) is not { } option)
                return i;
            if (value is null && TakesValue(option))
                i++;
        }

        return -1;
    }

    private static Command TakeCommand(string name, Command at, List<string> read, List<string> errors)
    {
        if (at.Subcommands.FirstOrDefault(command => command.Name == name) is { } command)
        {
            read.Add(name);
            return command;
        }

        var known = at.Subcommands.Select(static command => command.Name).ToArray();
        var hint = NearestNames.Hint(name, known);
        errors.Add($"'{name}' is no command{(at is RootCommand ? "" : $" of {at.Name}")}.{(hint.Length > 0 ? hint : $" Known are {string.Join(", ", known)}.")}");
        return at;
    }

    /// <summary>Takes an option; the result is how many arguments after it were its value.</summary>
    private static int TakeOption(string argument, string? next, Command at, RootCommand root, List<string> read, List<string> errors)
    {
        var (name, value) = Split(argument);
        var known = at.Options.Concat(root.Options.Where(static option => option.Recursive)).ToArray();
        if (Array.Find(known, option => option.Name == name) is not { } option)
        {
            errors.Add($"{name}: there is no such option.{NearestNames.Hint(name, known.Select(static option => option.Name))}");
            return 0;
        }

        if (!TakesValue(option))
        {
            if (value is null)
                read.Add(name);
            else
                errors.Add($"{name}: takes no value.");
            return 0;
        }

        if ((value ?? next) is not { } given)
        {
            errors.Add($"{name}: the value is missing. Write {name} {option.HelpName}.");
            return 0;
        }

        if (given.Length > 0)
            read.Add($"{name}={given}");
        else
            read.AddRange([name, given]); // the library takes "--name=" for an option without a value
        return value is null ? 1 : 0;
    }

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0;

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (argument[..at], argument[(at + 1)..]) : (argument, null);
}
