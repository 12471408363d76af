namespace VimSessionService.Commands;

/// <summary>A command cannot be carried out. The message says why and what to do; the user sees only the message.</summary>
/// <param name="exitCode">How the process ends.</param>
/// <param name="message">The message.</param>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>How the process ends.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command line, or a file that it names, has to be corrected.</summary>
    public static CommandException Wrong(string message) => new(Commands.ExitCode.BadOptions, message);
}
