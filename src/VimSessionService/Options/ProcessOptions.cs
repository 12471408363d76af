namespace VimSessionService.Options;

/// <summary>How the process works together with the one that starts it.</summary>
internal sealed record ProcessOptions
{
    /// <summary>The name of standard output in <see cref="EnvFile"/>.</summary>
    internal const string StandardOutput = "-";

    /// <summary>Where the line with the variables of govc goes: a file, or <see cref="StandardOutput"/>; null for nowhere.</summary>
    public string? EnvFile { get; set; }

    /// <summary>Whether the service stops when standard input is closed or something comes from it.</summary>
    public bool StdinExit { get; set; }
}
