using System.Globalization;
using VimSessionService.Redis.Clock;

namespace VimSessionService.Redis.Records;

/// <summary>The time of day in the state of a session: ticks of <see cref="DateTime"/> in UTC. Unless a clock was set, it is the moment beside it, and an equals sign says so.</summary>
internal static class StateTime
{
    private const string Same = "=";

    /// <summary>Writes one.</summary>
    /// <param name="moment">The moment beside it.</param>
    /// <param name="utc">The time of day.</param>
    /// <param name="form">The form of documents that all replicas read.</param>
    public static string Write(long moment, long utc, int form) =>
        form >= DocumentForm.Compact && utc == moment + EngineClock.Origin.UtcTicks ? Same : utc.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment and its time of day as states have them, between the calls and what follows: scripts that every call waits for only put it there.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="utc">The time of day.</param>
    /// <param name="form">The form of documents that all replicas read.</param>
    public static string WriteBoth(long moment, long utc, int form) => string.Create(CultureInfo.InvariantCulture, $" {moment} {Write(moment, utc, form)}");

    /// <summary>Reads one.</summary>
    /// <param name="moment">The moment beside it.</param>
    /// <param name="utc">The text.</param>
    public static long Read(ReadOnlySpan<char> moment, ReadOnlySpan<char> utc) => utc is Same
        ? long.Parse(moment, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + EngineClock.Origin.UtcTicks
        : long.Parse(utc, NumberStyles.None, CultureInfo.InvariantCulture);
}
