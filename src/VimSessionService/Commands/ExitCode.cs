namespace VimSessionService.Commands;

/// <summary>How the process ends. Scripts compare these numbers; docs/command-line.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It did not work, for a reason outside the options: of a command to a running service, the service refused it.</summary>
    public const int Failed = 1;

    /// <summary>The options, or the files they name, have to be corrected.</summary>
    public const int BadOptions = 2;

    /// <summary>No running service was found, or it does not answer.</summary>
    public const int NoService = 3;

    /// <summary>The command was interrupted, as a shell says it of SIGINT.</summary>
    public const int Interrupted = 130;
}
