using System.Runtime.InteropServices;

namespace VimSessionService.Core.Tables;

/// <summary>
/// Counts of replicas together: how often something was asked for, and how often it was granted. Of those that ask at once, at whatever replicas, no more are granted than the terms
/// allow.
/// </summary>
internal interface ISharedTurns
{
    /// <summary>Asks once.</summary>
    /// <exception cref="ServiceBusyException">It cannot be counted now. It may have been counted.</exception>
    ValueTask<SharedTurn> TakeAsync(TurnTerms terms, CancellationToken cancellationToken);

    /// <summary>The counts of those of some names that were asked for.</summary>
    /// <exception cref="ServiceBusyException">They cannot be read now.</exception>
    ValueTask<IReadOnlyDictionary<string, TurnCounts>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Forgets counts that nobody asks for any more.</summary>
    /// <exception cref="ServiceBusyException">They cannot be forgotten now.</exception>
    ValueTask ForgetAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}

/// <summary>What is asked for, and when it is granted.</summary>
/// <param name="Name">Which counts.</param>
/// <param name="Start">The counts to begin with, where nobody has asked yet.</param>
internal sealed record TurnTerms(string Name, TurnCounts Start)
{
    /// <summary>How many are not granted first.</summary>
    public long After { get; init; }

    /// <summary>How many are granted at most.</summary>
    public long Times { get; init; } = long.MaxValue;

    /// <summary>The probability that one is granted.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>What the random numbers follow from, with the number of the question: see <see cref="TurnSequence"/>.</summary>
    public int Seed { get; init; }

    /// <summary>Whether none is granted any more, but counted as asked for.</summary>
    public bool IsOver { get; init; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; init; }
}

/// <summary>Counts.</summary>
/// <param name="Asked">How often it was asked for.</param>
/// <param name="Granted">How often it was granted.</param>
/// <param name="Last">When it was granted last; null for never.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TurnCounts(long Asked, long Granted, DateTimeOffset? Last = null);

/// <summary>What became of a question.</summary>
/// <param name="Verdict">Whether it was granted, or why not.</param>
/// <param name="Granted">How often it was granted, with this time.</param>
/// <param name="Random">A random number from 0 up to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SharedTurn(TurnVerdict Verdict, long Granted, double Random);

/// <summary>Whether something is granted, or why not.</summary>
internal enum TurnVerdict
{
    /// <summary>It is.</summary>
    Granted,

    /// <summary>Its time is over.</summary>
    Over,

    /// <summary>It is one of the first, of which none is.</summary>
    After,

    /// <summary>It was granted as often as it may be.</summary>
    Times,

    /// <summary>Chance decided against it.</summary>
    Chance,
}
