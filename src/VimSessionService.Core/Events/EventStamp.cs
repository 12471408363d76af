namespace VimSessionService.Core.Events;

/// <summary>What the log gives each event.</summary>
/// <param name="Key">The event's key, and its chainId as long as it begins no chain.</param>
/// <param name="CreatedTime">When it was posted, UTC.</param>
public readonly record struct EventStamp(int Key, DateTime CreatedTime);
