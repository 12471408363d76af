using System.Text;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// How the cost of operations over many sessions and many events grows: each is measured at a quarter of the number and at the number, and the
/// exponent says by which power of the number the cost grows. 1 is linear.
/// </summary>
internal static class ScaleSuite
{
    /// <summary>How many sessions are measured where nothing else is said.</summary>
    public const int Sessions = 100_000;

    /// <summary>How many events are.</summary>
    public const int Events = 1_000_000;

    private const int KeysOfCall = 1_000;
    private const int Repetitions = 5;

    /// <summary>The shortest idle time that a client can set.</summary>
    private static readonly TimeSpan ShortestIdleTime = TimeSpan.FromMinutes(1);

    /// <summary>Measures.</summary>
    /// <param name="service">The service.</param>
    /// <param name="work">A directory of its own.</param>
    /// <param name="sessions">How many sessions; none to measure only events.</param>
    /// <param name="events">How many events; none to measure only sessions.</param>
    public static ScaleRow[] Run(string service, string work, int sessions = Sessions, int events = Events) =>
    [
        .. sessions == 0 ? [] : Rows(sessions, OfSessions(service, work, sessions / 4), OfSessions(service, work, sessions)),
        .. events == 0 ? [] : Rows(events, OfEvents(service, work, events / 4), OfEvents(service, work, events)),
    ];

    private static IEnumerable<ScaleRow> Rows(int number, List<(string Operation, double Milliseconds)> few, List<(string Operation, double Milliseconds)> many) =>
        few.Zip(many, (x, y) => new ScaleRow(x.Operation, number, x.Milliseconds, y.Milliseconds));

    private static List<(string Operation, double Milliseconds)> OfSessions(string service, string work, int count)
    {
        Console.WriteLine($"{count:N0} sessions");
        using var server = ServerProcess.StartOnOneProcessor(service, Arguments(work));
        using var connection = server.Connect();
        for (var i = 0; i < count; i++)
            connection.Call(Scenarios.Login.ToService());
        using var admin = new ScaleClient(server);
        var rows = new List<(string, double)>();

        var keys = Array.Empty<string>();
        rows.Add(("sessionList", Statistics.Median(Enumerable.Range(0, Repetitions).Select(_ => Cost(server, () => keys = admin.SessionKeys())))));
        if (keys.Length != count + 1)
            throw new InvalidDataException($"{keys.Length} sessions are listed instead of {count + 1}");

        // The caller's own session is the last of the list.
        rows.Add(("TerminateSession of every second session, 1,000 in a call", Cost(server, () =>
        {
            foreach (var part in keys[..(count / 2)].Chunk(KeysOfCall))
                admin.Call(Calls.TerminateSession(part));
        })));

        Thread.Sleep(ShortestIdleTime + TimeSpan.FromSeconds(1));
        admin.Call(Calls.FetchCurrentSession);
        rows.Add(("expiry of the others at one moment", Cost(server, () =>
        {
            admin.Call(Calls.SetIdleMinutes((int)ShortestIdleTime.TotalMinutes));
            if (admin.SessionKeys().Length != 1)
                throw new InvalidDataException("Not every idle session has ended");
        })));
        return rows;
    }

    private static List<(string Operation, double Milliseconds)> OfEvents(string service, string work, int count)
    {
        Console.WriteLine($"{count:N0} events");
        using var server = ServerProcess.StartOnOneProcessor(service, Arguments(work));
        using var admin = new ScaleClient(server);
        admin.Post(count);
        return
        [
            ("QueryEvents for events of a user who did nothing", Statistics.Median(Enumerable.Range(0, Repetitions).Select(_ => Cost(server, () => admin.Call(Calls.QueryEventsOf("nobody")))))),
        ];
    }

    private static double Cost(ServerProcess server, Action action)
    {
        var before = server.ProcessorTime;
        action();
        return (server.ProcessorTime - before).TotalMilliseconds;
    }

    private static string[] Arguments(string work) =>
    [
        .. Measurement.ServiceArguments(work),
        "--session-timeout", "1h",
        "--max-response-bytes", "1073741824",
        "--max-request-work", "2147483647",
        "--event-log-size", "1000000",
        "--event-log-bytes", "2147483647",
    ];

    /// <summary>An administrator, whose answers may be large.</summary>
    private sealed class ScaleClient : IDisposable
    {
        private readonly HttpClient _client;

        public ScaleClient(ServerProcess server)
        {
            _client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(5) };
            Call(Calls.Login(Scenarios.UserName, Scenarios.Password));
        }

        public string Call(string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sdk") { Content = new StringContent(body, Encoding.UTF8, "text/xml") };
            request.Headers.TryAddWithoutValidation("SOAPAction", "\"urn:vim25/8.0.3.0\"");
            using var answer = _client.Send(request);
            using var content = new StreamReader(answer.Content.ReadAsStream());
            var text = content.ReadToEnd();
            return answer.IsSuccessStatusCode ? text : throw new InvalidDataException(text[..Math.Min(text.Length, 1000)]);
        }

        /// <summary>The keys of all sessions, oldest login first.</summary>
        public string[] SessionKeys()
        {
            const string Before = "<key>";
            var text = Call(Calls.FetchSessionList);
            var keys = new List<string>();
            for (var at = text.IndexOf(Before, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Before, at + 1, StringComparison.Ordinal))
                keys.Add(text.Substring(at + Before.Length, Calls.KeyPlace.Length));
            return [.. keys];
        }

        public void Post(int count)
        {
            var body = Calls.LogUserEvent;
            for (var i = 0; i < count; i++)
                Call(body);
        }

        public void Dispose() => _client.Dispose();
    }
}
