using System.CommandLine;

namespace VimSessionService.Commands;

/// <summary>Where a command gets a password from: the option, the environment, a question at the terminal, or the first line of standard input.</summary>
internal sealed class PasswordSource
{
    /// <summary>The variable of the environment. It is not the one of the service's own administrator.</summary>
    public const string Variable = "VIMSESSION_USER_PASSWORD";

    /// <summary>Says it in the help.</summary>
    public const string Explanation = "The password is that of --password, of the variable " + Variable + ", or the first line of standard input; at a terminal it is asked for.";

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = Given.Text("--password", "PASSWORD", "The password. Others on this machine can read it in the list of processes.");

    /// <summary>Reads the password.</summary>
    /// <exception cref="CommandException">There is none, or it was typed in two ways.</exception>
    public async Task<string> ReadAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var surroundings = call.Surroundings;
        var password = call.Of(Option) ?? (surroundings.Environment.GetValueOrDefault(Variable) is { Length: > 0 } variable ? variable : null);
        if (password is null && surroundings.AskSecret is { } ask)
        {
            password = ask("Password: ");
            if (!string.IsNullOrEmpty(password) && ask("The same again: ") != password)
                throw CommandException.Wrong("The two passwords differ. Nothing was changed.");
        }
        else
        {
            password ??= await surroundings.Input.ReadLineAsync(cancellationToken);
        }

        return string.IsNullOrEmpty(password)
            ? throw CommandException.Wrong($"There is no password. Give it on standard input, in {Variable}, or with --password.")
            : password;
    }
}
