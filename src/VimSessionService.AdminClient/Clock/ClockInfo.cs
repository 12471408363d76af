namespace VimSessionService.AdminClient.Clock;

/// <summary>How the clock of the service runs.</summary>
/// <param name="Now">Its time.</param>
/// <param name="Rate">How many seconds pass on it in one real second; 0 while it is frozen.</param>
/// <param name="IsReal">Whether it shows the real time.</param>
public sealed record ClockInfo(DateTimeOffset Now, double Rate, bool IsReal);

/// <summary>Moves the clock forward.</summary>
/// <param name="By">By how much: <c>31m</c>. Not negative, at most ten years.</param>
public sealed record ClockAdvance(TimeSpan By);

/// <summary>Sets the clock.</summary>
/// <param name="Time">To which time. To a later one is the same as an advance; to an earlier one only the time of day changes.</param>
public sealed record ClockSetting(DateTimeOffset Time);

/// <summary>Lets the clock run at a rate.</summary>
/// <param name="Rate">How many seconds pass on it in one real second: 0.001 to 100000.</param>
public sealed record ClockRate(double Rate);
