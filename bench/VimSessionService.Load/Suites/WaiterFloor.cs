using System.Diagnostics;
using VimSessionService.Load.Http;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// Bare Kestrel holds the requests of as many clients as wait at the service, and gives all of them the service's answer at one moment. It has no session,
/// looks at no filter and encodes nothing.
/// </summary>
internal static class WaiterFloor
{
    /// <summary>Measures the seconds until the last client has its answer, and the processor time of the floor.</summary>
    /// <param name="program">The floor.</param>
    /// <param name="directory">A directory of its own.</param>
    /// <param name="number">How many clients wait.</param>
    /// <param name="body">The body of the request that waits.</param>
    /// <param name="answer">The service's answer to it, as it travelled.</param>
    public static (double Seconds, TimeSpan Processor) Run(string program, string directory, int number, string body, byte[] answer)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, "wait.http"), answer);
        using var floor = ServerProcess.Start(program, directory);
        var clients = new WaitingConnection[number];
        try
        {
            var request = HttpMessage.Post("/floor/wait?held", body, withCookie: true);
            for (var i = 0; i < clients.Length; i++)
            {
                clients[i] = new WaitingConnection(floor.EndPoint);
                clients[i].Send(request);
            }

            using var teller = new WaitingConnection(floor.EndPoint);
            WaitForAll(teller, body, number);
            var processor = floor.ProcessorTime;
            var started = Stopwatch.GetTimestamp();
            teller.Send(HttpMessage.Post("/floor/wait?tell", body, withCookie: false));
            teller.Receive();
            foreach (var client in clients)
                client.Receive();
            return (Stopwatch.GetElapsedTime(started).TotalSeconds, floor.ProcessorTime - processor);
        }
        finally
        {
            foreach (var client in clients)
                client?.Dispose();
        }
    }

    /// <summary>Asks until the floor holds all requests.</summary>
    private static void WaitForAll(WaitingConnection teller, string body, int number)
    {
        var question = HttpMessage.Post($"/floor/wait?holds={number}", body, withCookie: false);
        for (var attempt = 0; attempt < 600; attempt++)
        {
            teller.Send(question);
            if (teller.Receive().IndexOf("X-Holds-All"u8) >= 0)
                return;
            Thread.Sleep(50);
        }

        throw new TimeoutException("The floor does not hold every request");
    }
}
