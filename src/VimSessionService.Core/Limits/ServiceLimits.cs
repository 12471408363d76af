using System.Net;

namespace VimSessionService.Core.Limits;

/// <summary>The limits of a service and their current use. They are parts of the process's memory, and one client cannot use all of a part.</summary>
public sealed class ServiceLimits
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>How many addresses can fill their shares of the queue at once.</summary>
    private const int AddressesOfQueue = 4;

    /// <summary>Makes the limits of a service that has nothing to do yet.</summary>
    public ServiceLimits(WorkLimits each)
    {
        Each = each;
        var answers = Math.Clamp(each.ProcessMemory / 8, 16 * Mebibyte, 256 * Mebibyte);
        Answers = new SharedBytes<IPAddress>(Math.Max(answers, each.MaxResponseBytes), Math.Max(ShareOf(answers), each.MaxResponseBytes));
        var request = 2L * each.MaxRequestBytes; // the buffer of a request grows by doubling
        Requests = new SharedBytes<IPAddress>(Math.Max(answers, 4 * request), Math.Max(ShareOf(answers), request));
        var sessions = Math.Clamp(each.ProcessMemory / 4, 32 * Mebibyte, 1024 * Mebibyte);
        SessionObjects = new SharedBytes<string>(Math.Max(sessions, each.MaxSessionBytes), Math.Max(ShareOf(sessions), each.MaxSessionBytes));
        HeavyWork = new WorkQueue(
            Math.Clamp(Environment.ProcessorCount, 2, 8), (int)Math.Min(int.MaxValue, (long)AddressesOfQueue * each.MaxWaiting), each.MaxWaiting);

        long ShareOf(long bytes) => bytes * each.SharePercent / 100;
    }

    /// <summary>What one request and one session may cost.</summary>
    public WorkLimits Each { get; }

    /// <summary>The bytes of answers that clients have not read yet, by address.</summary>
    public SharedBytes<IPAddress> Answers { get; }

    /// <summary>The bytes of large requests that are being read and answered, by address.</summary>
    public SharedBytes<IPAddress> Requests { get; }

    /// <summary>The bytes of objects that sessions made, by user.</summary>
    public SharedBytes<string> SessionObjects { get; }

    /// <summary>Where requests that take much work wait for their turn.</summary>
    public WorkQueue HeavyWork { get; }
}
