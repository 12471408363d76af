using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using VimSessionService.Load.Http;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// What a connection with TLS costs a server: the handshake alone, a handshake that resumes an earlier session, and a whole session of the
/// API. The servers take turns; their certificates have the same key. Resumption is measured with TLS 1.2: the client here does not resume with 1.3.
/// </summary>
internal static class TlsSuite
{
    private const int Connections = 100;
    private const string Content = "content";
    private const string Session = "session";

    /// <summary>Measures, and writes a table to the console.</summary>
    /// <param name="servers">The programs.</param>
    /// <param name="rounds">How often each has its turn.</param>
    public static TlsRow[] Run(TlsServers servers, int rounds)
    {
        List<TlsRow> rows = [];
        foreach (var keyType in (string[])["P-256", "RSA-2048"])
        {
            var running = servers.Start(keyType);
            try
            {
                rows.AddRange(Run(running, keyType, rounds));
            }
            finally
            {
                foreach (var (_, server) in running)
                    server.Dispose();
            }
        }

        return [.. rows];
    }

    private static IEnumerable<TlsRow> Run(IReadOnlyList<(string Name, ServerProcess Process)> servers, string keyType, int rounds)
    {
        foreach (var (scenario, version, resumes) in (IEnumerable<(string, SslProtocols, bool)>)
        [
            ("handshake", SslProtocols.Tls13, false), ("handshake", SslProtocols.Tls12, false),
            ("handshake", SslProtocols.Tls12, true),
            (Content, SslProtocols.Tls13, false), (Session, SslProtocols.Tls13, false),
        ])
        {
            var able = servers.Where(server => scenario != Session || server.Name is "service" or "vcsim")
                .Where(server => scenario != Content || server.Name != "nginx").ToArray();
            var turns = able.ToDictionary(server => server.Name, static _ => new List<double>(), StringComparer.Ordinal);
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (name, process) in able)
                {
                    var microseconds = Take(process, name, scenario, version, resumes);
                    if (round >= 0) // the first is to warm up
                        turns[name].Add(microseconds);
                }

                Array.Reverse(able);
            }

            yield return new TlsRow(
                (scenario, resumes) switch
                {
                    (Content, _) => "connect, handshake, one call, close",
                    (Session, _) => "connect, handshake, RetrieveServiceContent, Login, Logout, close",
                    (_, true) => "connect, resumed handshake, close",
                    _ => "connect, handshake, close",
                },
                version == SslProtocols.Tls13 ? "1.3" : "1.2",
                keyType,
                turns.ToDictionary(turn => turn.Key, turn => Statistics.Median(turn.Value), StringComparer.Ordinal));
        }
    }

    /// <summary>Processor time of the server for one connection, in microseconds.</summary>
    private static double Take(ServerProcess server, string name, string scenario, SslProtocols version, bool resumes)
    {
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = $"{name}.localhost",
            EnabledSslProtocols = version,
            AllowTlsResume = resumes,
            RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null, // made for this measurement, on loopback
        };
        if (resumes)
            Connect(server, client, stream => Call(stream, HttpMessage.Get("/")));
        var before = server.ProcessorTime;
        for (var i = 0; i < Connections; i++)
            Connect(server, client, stream => Use(stream, name, scenario));
        Thread.Sleep(20); // what closes is closed
        return (server.ProcessorTime - before).TotalMicroseconds / Connections;
    }

    private static void Use(SslStream stream, string name, string scenario)
    {
        if (scenario == Content)
        {
            Call(stream, name == "floor" ? Scenarios.RetrieveServiceContent.ToFloor() : Scenarios.RetrieveServiceContent.ToService());
        }
        else if (scenario == Session)
        {
            Call(stream, Scenarios.RetrieveServiceContent.ToService());
            var answer = Call(stream, Scenarios.Login.ToService());
            var start = answer.IndexOf("vmware_soap_session=", StringComparison.Ordinal);
            if (start < 0)
                throw new InvalidOperationException($"{name} answers a login without a cookie: {answer}");
            var cookie = answer[start..answer.IndexOf(';', start)];
            var logout = Encoding.ASCII.GetString(Scenarios.Logout.ToService());
            Call(stream, Encoding.ASCII.GetBytes(logout.Replace($"vmware_soap_session=\"{HttpMessage.TokenPlace}\"", cookie, StringComparison.Ordinal)));
        }
    }

    private static void Connect(ServerProcess server, SslClientAuthenticationOptions options, Action<SslStream> use)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 20_000 };
        socket.Connect(server.EndPoint);
        using var plain = new NetworkStream(socket);
        using var secure = new SslStream(plain);
        secure.AuthenticateAsClient(options);
        use(secure);
    }

    private static string Call(SslStream stream, byte[] request)
    {
        stream.Write(request);
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var read = stream.Read(buffer.AsSpan(length));
            length += read;
            var text = Encoding.Latin1.GetString(buffer, 0, length);
            if (read == 0 || IsWhole(text))
                return text;
        }
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        if (answer.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal))
            return answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var at = answer.IndexOf("Content-Length: ", StringComparison.Ordinal);
        return at < 0 || answer.Length - end - 4 >= int.Parse(answer.AsSpan()[(at + 16)..answer.IndexOf('\r', at)], CultureInfo.InvariantCulture);
    }
}
