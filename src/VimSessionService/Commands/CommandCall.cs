using System.CommandLine;
using VimSessionService.AdminClient;

namespace VimSessionService.Commands;

/// <summary>A command that is carried out.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Surroundings">What the command is given besides.</param>
/// <param name="Output">Where it says what came of it.</param>
internal sealed record CommandCall(ParseResult Parsed, CommandSurroundings Surroundings, CommandOutput Output)
{
    /// <summary>The running service.</summary>
    public required AdminApiClient Client { get; init; }

    /// <summary>The value of an option.</summary>
    public T? Of<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T? Of<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>The values of an option; null when it is not given.</summary>
    public string[]? Some(Option<string[]> option) => Parsed.GetResult(option) is null ? null : Parsed.GetValue(option);
}
