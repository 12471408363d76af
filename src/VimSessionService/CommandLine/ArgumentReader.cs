using VimSessionService.Core;
using VimSessionService.Options;

namespace VimSessionService.CommandLine;

/// <summary>A command line in one form, <c>--name=value</c>.</summary>
/// <param name="Arguments">The arguments for the command line library.</param>
/// <param name="Errors">What is not understood, one line each.</param>
/// <param name="Warnings">What is understood but looks like a mistake.</param>
internal sealed record ReadArguments(IReadOnlyList<string> Arguments, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings);

/// <summary>
/// Joins options and their values before the command line library sees them. The argument after an option that needs a value is its
/// value, whatever it looks like: <c>@home</c>, <c>-x</c> or the name of another option. Options are accepted with one dash too, and
/// by the names that vcsim gives them.
/// </summary>
internal sealed class ArgumentReader
{
    private static readonly string[] HelpNames = ["h", "?", "help"];
    private static readonly Dictionary<string, OptionDefinition> Known = ByName();

    private readonly List<string> _arguments = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<OptionDefinition, int> _given = [];
    private readonly IReadOnlyCollection<string> _commands;

    private ArgumentReader(IReadOnlyCollection<string> commands) => _commands = commands;

    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">The arguments as the process got them.</param>
    /// <param name="commands">The names of the commands.</param>
    public static ReadArguments Read(IReadOnlyList<string> arguments, IReadOnlyCollection<string> commands)
    {
        var reader = new ArgumentReader(commands);
        for (var i = 0; i < arguments.Count;)
            i += reader.Take(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : null);
        reader.RefuseRepeated();
        return new ReadArguments(reader._arguments, reader._errors, reader._warnings);
    }

    private static Dictionary<string, OptionDefinition> ByName()
    {
        var known = OptionTable.All.Append(WsdlCommand.OutOption).ToDictionary(static o => o.Name, StringComparer.Ordinal);
        foreach (var option in OptionTable.All)
        {
            if (option.VcsimName is { } name)
                known.Add(name, option);
        }

        return known;
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && argument != "--";

    /// <summary>The name without dashes, and the value after the equals sign, if there is one.</summary>
    private static (string Name, string? Value) Split(string argument)
    {
        var bare = argument[(argument.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        return bare.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (bare[..at], bare[(at + 1)..]) : (bare, null);
    }

    /// <summary>Takes one argument, with the next one where that is its value; the result is how many were taken.</summary>
    private int Take(string argument, string? next)
    {
        if (!IsOption(argument))
        {
            TakeOther(argument);
            return 1;
        }

        var (name, value) = Split(argument);
        if (!Known.TryGetValue(name, out var option))
            return TakeUnknown(argument, name, value, next);
        if (value is not null)
            return Add(option, value, 1);
        if (option.Kind == OptionKind.Flag)
            return next is null || IsOption(next) || _commands.Contains(next) ? Add(option, "true", 1) : Add(option, next, 2);
        if (next is null)
        {
            _errors.Add($"{argument}: the value is missing. Write {argument} {option.ValueName}.");
            return 1;
        }

        if (IsOption(next) && Known.TryGetValue(Split(next).Name, out var other))
            _warnings.Add($"{argument} takes the next argument as its value, although that is the name of the option {other.Flag}. If the value of {argument} is missing, add it; if not, write {argument}=VALUE");
        return Add(option, next, 2);
    }

    private int Add(OptionDefinition option, string value, int taken)
    {
        _given[option] = _given.GetValueOrDefault(option) + 1;
        if (value.Length > 0)
            _arguments.Add($"{option.Flag}={value}");
        else
            _arguments.AddRange([option.Flag, value]); // the library takes "--name=" for an option without a value
        return taken;
    }

    /// <summary>Refuses an option that is given more than once, by any of its names: each has one value. Values are not shown, as some are secret.</summary>
    private void RefuseRepeated()
    {
        foreach (var (option, times) in _given)
        {
            if (times > 1 && !option.IsRepeatable)
                _errors.Add(FormattableString.Invariant($"{option.Flag} is given {times} times and takes one value. Leave all but one out.") + (option.VcsimName is { } other ? $" -{other} is the same option." : ""));
        }
    }

    private void TakeOther(string argument)
    {
        if (_commands.Contains(argument))
            _arguments.Add(argument);
        else
            _errors.Add(VcsimOptions.RefusalOfCommand(argument) ?? $"'{argument}' is neither an option nor a command, and no option before it takes a value.");
    }

    private void AddOnce(string argument)
    {
        if (!_arguments.Contains(argument))
            _arguments.Add(argument);
    }

    private int TakeUnknown(string argument, string name, string? value, string? next)
    {
        if (value is null && HelpNames.Contains(name))
        {
            AddOnce("--help");
            return 1;
        }

        if (value is null && name == "version")
        {
            AddOnce("--version");
            return 1;
        }

        var shown = value is null ? argument : argument[..argument.IndexOf('=', StringComparison.Ordinal)];
        _errors.Add(VcsimOptions.Refusal(name) ?? $"{shown}: there is no such option.{NearestNames.Hint("--" + name, Known.Values.Select(static o => o.Flag))}");

        // What follows is most likely its value, and not worth a message of its own.
        return value is null && next is not null && !IsOption(next) && !_commands.Contains(next) ? 2 : 1;
    }
}
