using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Commands;

/// <summary>Declares options and arguments of commands, and reads their values.</summary>
internal static class Given
{
    /// <summary>What is wrong with a text that is no time.</summary>
    public const string NoTime = "is no time. Write numbers with units, such as 31m, 1h30m, 90s or 250ms.";

    /// <summary>An option with a text.</summary>
    public static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { Description = description, HelpName = valueName, Arity = ArgumentArity.ExactlyOne, CustomParser = static result => result.Tokens[0].Value };

    /// <summary>An option that may be given more than once.</summary>
    public static Option<string[]> Texts(string name, string valueName, string description) => new(name)
    {
        Description = description + " May be given more than once.",
        HelpName = valueName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = Values,
    };

    /// <summary>An option that is given or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero, CustomParser = static _ => true };

    /// <summary>An option with one of a few values.</summary>
    public static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = Text(name, string.Join('|', values), description);
        option.CustomParser = result => Array.Find(values, value => value.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase))
            ?? Refuse<string?>(result, name, $"is not known. Known are {string.Join(", ", values)}.");
        option.CompletionSources.Clear();
        option.CompletionSources.Add(values);
        return option;
    }

    /// <summary>An option with a time such as <c>31m</c>.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => Of<TimeSpan?>(
        name, "TIME", description, static text => DurationText.TryParse(text, out var time) ? time : null, NoTime);

    /// <summary>An option with a moment.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => Of<DateTimeOffset?>(name, "MOMENT", description, ReadMoment, NoMoment);

    /// <summary>An option with a whole number.</summary>
    public static Option<long?> Number(string name, string description, long least = 0, long most = int.MaxValue) => Of<long?>(
        name,
        "NUMBER",
        description,
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null,
        FormattableString.Invariant($"is no whole number from {least} to {most}."));

    /// <summary>An option with a number that may have decimals.</summary>
    public static Option<double?> Real(string name, string description) => Of<double?>(name, "NUMBER", description, ReadReal, "is no number. Write it as 0.25.");

    /// <summary>An argument with a text.</summary>
    public static Argument<string> One(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ExactlyOne, CustomParser = static result => result.Tokens[0].Value };

    /// <summary>An argument with a text that may be left out.</summary>
    public static Argument<string?> Optional(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static result => result.Tokens.Count == 0 ? null : result.Tokens[0].Value,
        DefaultValueFactory = static _ => null,
    };

    /// <summary>Arguments of any number.</summary>
    public static Argument<string[]> Many(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Values,
        DefaultValueFactory = static _ => [],
    };

    /// <summary>The moment that a text says.</summary>
    public static DateTimeOffset ToMoment(string name, string text) => ReadMoment(text) ?? throw CommandException.Wrong($"{name}: '{text}' {NoMoment}");

    /// <summary>The time that a text says.</summary>
    public static TimeSpan ToTime(string name, string text) => DurationText.TryParse(text, out var time) ? time : throw CommandException.Wrong($"{name}: '{text}' {NoTime}");

    /// <summary>The number that a text says.</summary>
    public static double ToReal(string name, string text) => ReadReal(text) ?? throw CommandException.Wrong($"{name}: '{text}' is no number. Write it as 60 or 0.25.");

    private const string NoMoment = "is no moment. Write it as 2030-01-01T00:00:00Z.";

    private static DateTimeOffset? ReadMoment(string text) => text.Length is >= 10 and <= 40
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    private static double? ReadReal(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string[] Values(ArgumentResult result) => [.. result.Tokens.Select(static token => token.Value)];

    private static Option<T> Of<T>(string name, string valueName, string description, Func<string, T?> read, string problem)
    {
        var option = new Option<T>(name) { Description = description, HelpName = valueName, Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result => read(result.Tokens[0].Value) is { } value ? value : Refuse<T>(result, name, problem);
        return option;
    }

    private static T? Refuse<T>(ArgumentResult result, string name, string problem)
    {
        result.AddError($"{name}: '{result.Tokens[0].Value}' {problem}");
        return default;
    }
}
