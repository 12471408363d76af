using System.Globalization;

namespace VimSessionService.Load;

/// <summary>What a measurement is made of.</summary>
internal sealed record Settings
{
    /// <summary>The service, compiled ahead of time.</summary>
    public required string Service { get; init; }

    /// <summary>The floor, compiled ahead of time.</summary>
    public required string Floor { get; init; }

    /// <summary>The service for the just-in-time compiler.</summary>
    public required string ServiceJit { get; init; }

    /// <summary>The floor for the just-in-time compiler.</summary>
    public required string FloorJit { get; init; }

    /// <summary>govmomi's vcsim; null for none.</summary>
    public string? Vcsim { get; init; }

    /// <summary>nginx; null for none.</summary>
    public string? Nginx { get; init; }

    /// <summary>Where the results go.</summary>
    public required string Output { get; init; }

    /// <summary>How often each contestant of a scenario has its turn.</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>How long a turn is.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many connections are kept busy.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>How often a start is measured.</summary>
    public int Starts { get; init; } = 15;

    /// <summary>Reads pairs of a name and a value.</summary>
    public static Settings Parse(string[] args)
    {
        var given = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new Settings
        {
            Service = given["--service"],
            Floor = given["--floor"],
            ServiceJit = given["--service-jit"],
            FloorJit = given["--floor-jit"],
            Output = given["--output"],
            Vcsim = given.GetValueOrDefault("--vcsim"),
            Nginx = given.GetValueOrDefault("--nginx"),
            Rounds = int.Parse(given.GetValueOrDefault("--rounds", "7"), CultureInfo.InvariantCulture),
            Turn = TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("--seconds", "1"), CultureInfo.InvariantCulture)),
        };
    }
}
