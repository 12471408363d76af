using System.CommandLine;

namespace VimSessionService.Commands;

/// <summary>A command to a running service, or a group of them.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What it does, one sentence.</param>
internal sealed class AdminCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines without the name of the program, with what each does. They end the help.</summary>
    public IReadOnlyList<(string Line, string Effect)> Examples { get; init; } = [];
}
