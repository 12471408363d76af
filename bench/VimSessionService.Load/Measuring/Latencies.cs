namespace VimSessionService.Load.Measuring;

/// <summary>Counts how long calls took, in steps of ten microseconds up to a second.</summary>
internal sealed class Latencies
{
    private const int Step = 10;
    private readonly int[] _counts = new int[1_000_000 / Step];

    /// <summary>How many were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a call.</summary>
    public void Add(TimeSpan duration)
    {
        Count++;
        _counts[Math.Min((int)duration.TotalMicroseconds / Step, _counts.Length - 1)]++;
    }

    /// <summary>The time in microseconds within which a share of the calls was answered.</summary>
    public double Percentile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0)
                return (i + 1) * Step;
        }

        return _counts.Length * Step;
    }
}
