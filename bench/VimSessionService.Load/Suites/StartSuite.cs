using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>From the start of the process to its first answer, with a data directory that holds the certificate already.</summary>
internal static class StartSuite
{
    /// <summary>Measures with and without TLS, turn by turn.</summary>
    public static StartRow[] Run(Settings settings, string work)
    {
        Console.WriteLine("Starts");
        (string Build, string Program, bool Tls)[] kinds =
        [
            ("NativeAOT", settings.Service, false),
            ("NativeAOT", settings.Service, true),
            ("JIT", settings.ServiceJit, false),
            ("JIT", settings.ServiceJit, true),
        ];
        var starts = Array.ConvertAll(kinds, _ => new List<Start>());
        for (var i = -1; i < settings.Starts; i++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var start = Once(kinds[kind].Program, Measurement.ServiceArguments(work, kinds[kind].Tls));
                if (i >= 0) // the first makes the certificate, and warms the caches of files
                    starts[kind].Add(start);
            }
        }

        return [.. kinds.Select((kind, i) => new StartRow(
            kind.Build,
            kind.Tls,
            Statistics.Median(starts[i].Select(start => start.Milliseconds)),
            starts[i].Min(start => start.Milliseconds),
            (long)Statistics.Median(starts[i].Select(start => (double)start.ResidentBytes))))];
    }

    private static Start Once(string program, string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var server = ServerProcess.Start(program, arguments);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server.EndPoint);
        using var plain = new NetworkStream(socket);
        if (server.Url.Scheme == Uri.UriSchemeHttps)
        {
            // The certificate is the service's own and signed by no authority; everything else has to be right.
            using var secure = new SslStream(plain, leaveInnerStreamOpen: false, static (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None);
            secure.AuthenticateAsClient("127.0.0.1");
            Call(secure);
        }
        else
        {
            Call(plain);
        }

        return new Start(Stopwatch.GetElapsedTime(started).TotalMilliseconds, server.ResidentBytes);
    }

    private static void Call(Stream stream)
    {
        stream.Write(Scenarios.RetrieveServiceContent.ToService());
        Span<byte> answer = stackalloc byte[13];
        stream.ReadExactly(answer);
        if (!answer.SequenceEqual("HTTP/1.1 200 "u8))
            throw new InvalidDataException("The first answer is no success");
    }

    private sealed record Start(double Milliseconds, long ResidentBytes);
}
