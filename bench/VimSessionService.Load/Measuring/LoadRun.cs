using System.Collections;
using System.Diagnostics;
using System.Net.Sockets;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Measuring;

/// <summary>What one run of one scenario gave.</summary>
/// <param name="Requests">How many calls were answered.</param>
/// <param name="Seconds">In how long.</param>
/// <param name="ProcessorSeconds">What of the server's processor time that took.</param>
/// <param name="P50Microseconds">Half of the calls were answered faster.</param>
/// <param name="P99Microseconds">All but one in a hundred were.</param>
internal sealed record LoadResult(long Requests, double Seconds, double ProcessorSeconds, double P50Microseconds, double P99Microseconds)
{
    /// <summary>Calls in a second.</summary>
    public double RequestsPerSecond => Requests / Seconds;

    /// <summary>Calls for a second of the server's processor time.</summary>
    public double RequestsPerProcessorSecond => Requests / ProcessorSeconds;

    /// <summary>Microseconds of the server's processor time for a call.</summary>
    public double ProcessorMicroseconds => ProcessorSeconds / Requests * 1e6;
}

/// <summary>
/// Keeps a number of connections busy for a time, each with its next call as soon as the last is answered, from one thread: the
/// server, not the client, is to be what the processors are short for.
/// </summary>
internal static class LoadRun
{
    private const int MaxWaitMicroseconds = 20_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs, and gives what was counted after a short time to warm up.</summary>
    public static LoadResult Run(ServerProcess server, IReadOnlyList<Caller> callers, TimeSpan duration) => Run([server], callers, duration, out _);

    /// <summary>The same with several servers.</summary>
    /// <param name="servers">The servers whose processor time counts, together.</param>
    /// <param name="callers">The callers of any of them.</param>
    /// <param name="duration">How long.</param>
    /// <param name="spent">What each of them spent.</param>
    public static LoadResult Run(IReadOnlyList<ServerProcess> servers, IReadOnlyList<Caller> callers, TimeSpan duration, out TimeSpan[] spent)
    {
        foreach (var caller in callers)
            caller.Send();
        var bySocket = callers.ToDictionary(caller => caller.Connection.Socket);
        Repeat(bySocket, WarmUp, null);
        var latencies = new Latencies();
        TimeSpan[] processor = [.. servers.Select(static server => server.ProcessorTime)];
        var started = Stopwatch.GetTimestamp();
        Repeat(bySocket, duration, latencies);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        spent = [.. servers.Zip(processor, static (server, before) => server.ProcessorTime - before)];
        foreach (var caller in callers)
        {
            while (caller.Receive() is null)
            {
            }
        }

        return new LoadResult(latencies.Count, seconds, spent.Sum(static time => time.TotalSeconds), latencies.Percentile(0.5), latencies.Percentile(0.99));
    }

    private static void Repeat(Dictionary<Socket, Caller> callers, TimeSpan duration, Latencies? latencies)
    {
        var answered = new ArrayList(callers.Count);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            answered.Clear();
            answered.AddRange(callers.Keys);
            Socket.Select(answered, null, null, MaxWaitMicroseconds);
            if (answered.Count == 0)
                throw new InvalidDataException("The server does not answer");
            foreach (Socket socket in answered)
            {
                var caller = callers[socket];
                if (caller.Receive() is not { } latency)
                    continue;
                latencies?.Add(latency);
                caller.Send();
                if (caller.Connection.Socket == socket)
                    continue;
                callers.Remove(socket);
                callers.Add(caller.Connection.Socket, caller);
            }
        }
    }
}
