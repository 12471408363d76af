namespace VimSessionService.Core;

/// <summary>
/// Measures what takes real time, such as the duration of a call or the patience with an observer. It is the registered <see cref="TimeProvider"/>, unless
/// that is a clock which tests can move.
/// </summary>
/// <param name="Time">The clock.</param>
public sealed record RealClock(TimeProvider Time);
