namespace VimSessionService.CommandLine;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It did not work, for a reason outside the options.</summary>
    public const int Failed = 1;

    /// <summary>The options, or the files they name, have to be mended.</summary>
    public const int BadOptions = 2;
}
