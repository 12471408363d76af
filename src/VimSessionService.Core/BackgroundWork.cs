using Microsoft.Extensions.Logging;

namespace VimSessionService.Core;

/// <summary>Runs background work: an exception in it is logged. Otherwise it would end the process or be lost.</summary>
internal static partial class BackgroundWork
{
    /// <summary>Makes a timer that is not set yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where an exception of the work is logged.</param>
    /// <param name="what">What the work is, for the log.</param>
    /// <param name="work">What is done when the time has come.</param>
    public static ITimer CreateTimer(TimeProvider time, ILogger logger, string what, Action work) =>
        time.CreateTimer(_ => Run(logger, what, work), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Does some work.</summary>
    public static void Run(ILogger logger, string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            Failed(logger, what, failure);
        }
    }

    /// <summary>Does some work that may wait.</summary>
    public static async Task RunAsync(ILogger logger, string what, Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            Failed(logger, what, failure);
        }
    }

    [LoggerMessage(20, LogLevel.Error, "A failure in {What}, which continues")]
    private static partial void Failed(ILogger logger, string what, Exception failure);
}
