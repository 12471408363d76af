namespace VimSessionService.Load.Suites;

/// <summary>Says what several turns have in common.</summary>
internal static class Statistics
{
    /// <summary>The middle one, which a few disturbed turns do not move.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
