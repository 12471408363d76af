namespace VimSessionService.Commands;

/// <summary>What a command is given besides its arguments.</summary>
internal sealed record CommandSurroundings
{
    /// <summary>The environment's variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Asks the person at the terminal for a secret, which is not shown; null when standard input is no terminal.</summary>
    public Func<string, string?>? AskSecret { get; init; }
}
