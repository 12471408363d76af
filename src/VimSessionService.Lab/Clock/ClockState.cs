namespace VimSessionService.Lab.Clock;

/// <summary>How a clock runs.</summary>
/// <param name="Now">Its time.</param>
/// <param name="Rate">How many seconds pass on it in one real second: 0 while it is frozen, 1 usually.</param>
/// <param name="IsReal">Whether it shows the real time.</param>
internal sealed record ClockState(DateTimeOffset Now, double Rate, bool IsReal);
