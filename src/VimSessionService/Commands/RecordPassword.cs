using System.CommandLine;
using VimSessionService.Storage;

namespace VimSessionService.Commands;

/// <summary>Where <c>record</c> gets the password from: a file, the environment, a question at the terminal, or the first line of standard input; never an argument.</summary>
internal sealed class RecordPassword
{
    /// <summary>The variable of the environment.</summary>
    public const string Variable = "VIMSESSION_RECORD_PASSWORD";

    /// <summary>Says it in the help.</summary>
    public const string Explanation = "The password is the first line of --password-file, that of the variable " + Variable + ", or the first line of standard input; at a terminal it is asked for.";

    private readonly Option<string?> _file = Given.Text("--password-file", "FILE", "The file whose first line is the password.");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_file];

    /// <summary>Reads the password.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public async Task<string> ReadAsync(ParseResult parsed, CommandSurroundings surroundings, CancellationToken cancellationToken)
    {
        string? password;
        if (parsed.GetValue(_file) is { } file)
            password = ReadFile(file);
        else if (surroundings.Environment.GetValueOrDefault(Variable) is { Length: > 0 } variable)
            password = variable;
        else
            password = surroundings.AskSecret is { } ask ? ask("Password: ") : await surroundings.Input.ReadLineAsync(cancellationToken);
        return string.IsNullOrEmpty(password) ? throw CommandException.Wrong($"record: there is no password. Give it in --password-file, in {Variable}, or on standard input.") : password;
    }

    private static string ReadFile(string file)
    {
        try
        {
            return OperatorFile.ReadText(file).Split('\n')[0].TrimEnd('\r');
        }
        catch (OperatorFileException failure)
        {
            throw CommandException.Wrong($"--password-file: '{file}' cannot be read: {failure.Message}");
        }
    }
}
