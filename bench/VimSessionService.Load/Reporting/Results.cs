using System.Text.Json;

namespace VimSessionService.Load.Reporting;

/// <summary>Everything that was measured, as it is kept in the repository.</summary>
internal sealed record Results
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Where it was measured.</summary>
    public required Machine Machine { get; init; }

    /// <summary>How often each contestant of a scenario had its turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long a turn was.</summary>
    public required double TurnSeconds { get; init; }

    /// <summary>How many connections were kept busy.</summary>
    public required int Connections { get; init; }

    /// <summary>The scenarios under load.</summary>
    public required LoadRow[] Load { get; init; }

    /// <summary>The resident memory of the service after that, compiled ahead of time.</summary>
    public required long ResidentAfterLoad { get; init; }

    /// <summary>What connections with TLS cost.</summary>
    public required TlsRow[] Tls { get; init; }

    /// <summary>What the doors cost beside SOAP.</summary>
    public required DoorRow[] Doors { get; init; }

    /// <summary>What single sign-on costs.</summary>
    public required TokenRow[] Tokens { get; init; }

    /// <summary>What calls allocate.</summary>
    public required AllocationRow[] Allocations { get; init; }

    /// <summary>How long starts take.</summary>
    public required StartRow[] Starts { get; init; }

    /// <summary>What logins cost beside live sessions.</summary>
    public required LoginRow[] Logins { get; init; }

    /// <summary>What the process grew by for a session.</summary>
    public required double ResidentBytesPerSession { get; init; }

    /// <summary>What the managed heap grew by for a session.</summary>
    public required double HeapBytesPerSession { get; init; }

    /// <summary>What clients cost that wait for updates.</summary>
    public required WaiterRow Waiters { get; init; }

    /// <summary>How costs grow with numbers.</summary>
    public required ScaleRow[] Scale { get; init; }

    /// <summary>Keeps results.</summary>
    public static void Write(string file, Results results) => File.WriteAllText(file, JsonSerializer.Serialize(results, Json) + "\n");

    /// <summary>Reads kept results.</summary>
    public static Results Read(string file) =>
        JsonSerializer.Deserialize<Results>(File.ReadAllText(file), Json) ?? throw new InvalidDataException($"{file} holds no results");
}

/// <summary>A scenario, served by the floor, by the service, and by the service with its call log.</summary>
/// <param name="Build">How the servers were compiled.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Ratio">The service's requests for a second of processor time, as a part of the floor's; the median of the rounds.</param>
/// <param name="LowestRatio">The worst round.</param>
/// <param name="HighestRatio">The best round.</param>
/// <param name="RatioWithLog">The median with the call log.</param>
internal sealed record LoadRow(
    string Build,
    string Scenario,
    double Ratio,
    double LowestRatio,
    double HighestRatio,
    double RatioWithLog,
    LoadSummary Floor,
    LoadSummary Service,
    LoadSummary ServiceWithLog);

/// <summary>Medians of one contestant's turns.</summary>
internal sealed record LoadSummary(double RequestsPerSecond, double ProcessorMicroseconds, double P50Microseconds, double P99Microseconds);

/// <summary>Processor time of work through a door, and of the same work by SOAP.</summary>
/// <param name="Door">The door.</param>
/// <param name="Scenario">The work.</param>
/// <param name="Microseconds">What it costs there: all its requests together.</param>
/// <param name="SoapMicroseconds">What it costs by SOAP.</param>
/// <param name="Ratio">The former as a part of the latter; the median of the turns.</param>
/// <param name="LowQuartile">A quarter of the turns had less.</param>
/// <param name="HighQuartile">A quarter of the turns had more.</param>
/// <param name="Target">What it may be.</param>
internal sealed record DoorRow(string Door, string Scenario, double Microseconds, double SoapMicroseconds, double Ratio, double LowQuartile, double HighQuartile, double Target);

/// <summary>Processor time of an operation of single sign-on: all its calls together.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ServiceMicroseconds">In the service.</param>
/// <param name="FloorMicroseconds">In the floor, which does the operation's RSA and nothing else.</param>
/// <param name="BareMicroseconds">That RSA alone.</param>
internal sealed record TokenRow(string Operation, double ServiceMicroseconds, double FloorMicroseconds, double BareMicroseconds);

/// <summary>Processor time of servers for one connection with TLS, in microseconds, by the server's name.</summary>
/// <param name="Operation">What the connection is used for.</param>
/// <param name="Version">The version of TLS.</param>
/// <param name="KeyType">The key of the certificate.</param>
/// <param name="Microseconds">The medians of the turns.</param>
internal sealed record TlsRow(string Operation, string Version, string KeyType, Dictionary<string, double> Microseconds)
{
    /// <summary>The service's as a multiple of another server's; null where that was not measured.</summary>
    public double? RatioTo(string server) => Microseconds.TryGetValue(server, out var other) ? Microseconds["service"] / other : null;
}

/// <summary>Bytes allocated for a request.</summary>
internal sealed record AllocationRow(string Scenario, double ServiceBytes, double FloorBytes);

/// <summary>From the start of the process to its first answer.</summary>
internal sealed record StartRow(string Build, bool Tls, double MedianMilliseconds, double LowestMilliseconds, long ResidentBytes);

/// <summary>What a login and its logout cost beside live sessions; the ratio is to the first row.</summary>
internal sealed record LoginRow(int LiveSessions, double PairMicroseconds, double RatioToFirst, long ResidentBytes);

/// <summary>What clients cost that wait for updates.</summary>
/// <param name="Waiters">How many there are.</param>
/// <param name="ResidentBytes">What the process grows by for one, beside the same connection and session idle.</param>
/// <param name="HeapBytes">The same of the managed heap.</param>
/// <param name="ProcessorPercentAtRest">Of one processor, while all wait.</param>
/// <param name="ChangeMilliseconds">From a change to the last client's answer.</param>
/// <param name="ChangeMicroseconds">The server's processor time for one client's part of that.</param>
internal sealed record WaiterRow(
    int Waiters, double ResidentBytes, double HeapBytes, double ProcessorPercentAtRest, double ChangeMilliseconds, double ChangeMicroseconds)
{
    /// <summary>The same time where the floor gives as many answers; null where it was not measured.</summary>
    public double? FloorMilliseconds { get; init; }

    /// <summary>The floor's processor time for one of them.</summary>
    public double? FloorMicroseconds { get; init; }
}

/// <summary>Processor time of an operation at a quarter of a number and at the number.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Number">The number.</param>
/// <param name="QuarterMilliseconds">At a quarter of it.</param>
/// <param name="WholeMilliseconds">At the number.</param>
internal sealed record ScaleRow(string Operation, int Number, double QuarterMilliseconds, double WholeMilliseconds)
{
    /// <summary>By which power of the number the cost grows: 1 is linear.</summary>
    public double Exponent => Math.Log(WholeMilliseconds / QuarterMilliseconds) / Math.Log(4);
}

/// <summary>An inventory of 10,000 machines.</summary>
/// <param name="Server">The server.</param>
/// <param name="FirstAnswerMilliseconds">From the start of the process to the first answer and a login.</param>
/// <param name="OpenedBytes">Its resident memory then.</param>
/// <param name="ReadingMilliseconds">Its processor time for ten properties of every machine.</param>
/// <param name="AnswerBytes">The length of the answer.</param>
/// <param name="ReadBytes">Its resident memory after six readings.</param>
/// <param name="UpdatesPerSecond">Updates that are told for a second of its processor time, while 1,000 machines change.</param>
/// <param name="ChangedBytes">Its resident memory at the end.</param>
internal sealed record InventoryRow(
    string Server, double FirstAnswerMilliseconds, long OpenedBytes, double ReadingMilliseconds, long AnswerBytes, long ReadBytes, double UpdatesPerSecond, long ChangedBytes);
