using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient.Outages;

/// <summary>An outage: a part of the service, or all of it, is not there.</summary>
public sealed record OutageSpec
{
    /// <summary>The name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Without it the service gives one.</summary>
    public string? Id { get; init; }

    /// <summary>The doors that are out, such as <c>sts</c>; without them all.</summary>
    public IReadOnlyList<string>? Doors { get; init; }

    /// <summary>What clients get.</summary>
    public required OutageMode Mode { get; init; }

    /// <summary>How long, on the clock of the service; without it until it is ended.</summary>
    public TimeSpan? For { get; init; }
}

/// <summary>What clients get in an outage.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<OutageMode>))]
public enum OutageMode
{
    /// <summary>Connections are reset: where all doors are out, as soon as they are made, and those that are open too; otherwise when the request comes.</summary>
    Refuse,

    /// <summary>Status 503.</summary>
    Unavailable,

    /// <summary>Nothing until the outage is over; then the request is answered.</summary>
    Hang,
}

/// <summary>An outage, and what came of it.</summary>
public sealed record OutageInfo
{
    /// <summary>The name.</summary>
    public required string Id { get; init; }

    /// <summary>The doors that are out.</summary>
    public required IReadOnlyList<string> Doors { get; init; }

    /// <summary>What clients get.</summary>
    public required OutageMode Mode { get; init; }

    /// <summary>When it began, on the clock of the service.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When it ends; null for when it is ended.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>How many requests it has met, and connections where all doors are refused.</summary>
    public required long Met { get; init; }
}

/// <summary>The outages that are going on.</summary>
/// <param name="Outages">The outages, the oldest first.</param>
public sealed record OutageList(IReadOnlyList<OutageInfo> Outages);

/// <summary>A restart of the service as clients see one.</summary>
public sealed record RestartSpec
{
    /// <summary>Whether the sessions are still there afterwards; those of a vCenter are not.</summary>
    public bool KeepSessions { get; init; }

    /// <summary>How long connections are refused, on the clock of the service; without it not at all.</summary>
    public TimeSpan? DownFor { get; init; }
}

/// <summary>What a restart did.</summary>
/// <param name="SessionsLost">How many sessions were lost.</param>
public sealed record RestartInfo(int SessionsLost)
{
    /// <summary>The outage that lasts until the service is back; null for none.</summary>
    public OutageInfo? Outage { get; init; }
}
