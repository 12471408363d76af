using System.Diagnostics;
using System.Net.Sockets;
using VimSessionService.Load.Http;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// What 10,000 clients cost that wait for the message to change, each on a connection and in a session of its own: memory beside
/// the same connections idle, processor time while nothing happens, and the time until all have seen one change. Client and
/// server each hold as many open files, which the soft limit must allow.
/// </summary>
internal static class WaiterSuite
{
    private const int Waiters = 10_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Measures the native service, and for the managed heap a host that can be asked.</summary>
    public static WaiterRow Run(Settings settings, string work)
    {
        Console.WriteLine($"{Waiters} waiters");
        var heap = HeapBytesPerWaiter(); // its connections are closed before the others are made: twice as many are more than a process may have
        using var server = ServerProcess.Start(settings.Service, Measurement.ServiceArguments(work));
        var clients = Connect(server);
        try
        {
            var idle = server.ResidentBytes;
            Wait(clients);
            var waiting = server.ResidentBytes;
            var processor = server.ProcessorTime;
            Thread.Sleep(Rest);
            var atRest = server.ProcessorTime - processor;
            processor = server.ProcessorTime;
            var seconds = Change(server, clients);
            return new WaiterRow(
                Waiters,
                (double)(waiting - idle) / Waiters,
                heap,
                atRest.TotalSeconds / Rest.TotalSeconds * 100,
                seconds * 1000,
                (server.ProcessorTime - processor).TotalSeconds * 1e6 / Waiters);
        }
        finally
        {
            Close(clients);
        }
    }

    private static double HeapBytesPerWaiter()
    {
        using var host = ServerProcess.Start(typeof(WaiterSuite).Assembly.Location, "host");
        var clients = Connect(host);
        try
        {
            var idle = host.Ask(MeasuredHost.Heap);
            Wait(clients);
            return (double)(host.Ask(MeasuredHost.Heap) - idle) / Waiters;
        }
        finally
        {
            Close(clients);
        }
    }

    /// <summary>Connections that have logged in and do nothing.</summary>
    private static Client[] Connect(ServerProcess server)
    {
        var clients = new Client[Waiters];
        for (var i = 0; i < clients.Length; i++)
            clients[i] = new Client(server);
        return clients;
    }

    private static void Wait(Client[] clients)
    {
        foreach (var client in clients)
            client.BeginToWait();

        // The last to come in have been read once a call that came after them is answered.
        using var probe = new Client(clients[0].Server);
    }

    /// <summary>Changes the message, and gives the seconds until the last client has seen it.</summary>
    private static double Change(ServerProcess server, Client[] clients)
    {
        using var admin = new Client(server);
        var started = Stopwatch.GetTimestamp();
        admin.Call(Calls.UpdateServiceMessage("maintenance"));
        foreach (var client in clients)
            client.SeeChange("maintenance"u8);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Close(Client[] clients)
    {
        foreach (var client in clients)
            client?.Dispose();
    }

    /// <summary>A client whose buffer all share, as only one is read at a time.</summary>
    private sealed class Client : IDisposable
    {
        private static readonly byte[] Buffer = new byte[16 * 1024];
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000, SendTimeout = 60_000 };
        private readonly byte[] _token;

        public Client(ServerProcess server)
        {
            Server = server;
            _socket.Connect(server.EndPoint);
            _socket.Send(Scenarios.Login.ToService());
            var answer = Receive();
            var name = "vmware_soap_session=\""u8;
            _token = answer.Slice(answer.IndexOf(name) + name.Length, HttpMessage.TokenPlace.Length).ToArray();
        }

        public ServerProcess Server { get; }

        public void BeginToWait()
        {
            Call(Calls.CreateMessageFilter);
            Call(Calls.WaitForUpdates(""));
            Send(Calls.WaitForUpdates("1"));
        }

        public void Call(string body)
        {
            Send(body);
            Receive();
        }

        public void SeeChange(ReadOnlySpan<byte> text)
        {
            if (Receive().IndexOf(text) < 0)
                throw new InvalidDataException("The update does not tell the change");
        }

        public void Dispose() => _socket.Dispose();

        private void Send(string body)
        {
            var request = HttpMessage.Post("/sdk", body, withCookie: true);
            _token.CopyTo(request, HttpMessage.TokenOffset(request));
            _socket.Send(request);
        }

        /// <summary>One answer, which is small enough to be sent whole but may arrive in parts.</summary>
        private ReadOnlySpan<byte> Receive()
        {
            var length = 0;
            while (true)
            {
                var read = _socket.Receive(Buffer.AsSpan(length));
                if (read == 0)
                    throw new InvalidDataException("The server closed the connection");
                length += read;
                if (Buffer.AsSpan(0, length).IndexOf("</soapenv:Envelope>"u8) < 0)
                    continue;
                var answer = Buffer.AsSpan(0, length);
                return answer.StartsWith("HTTP/1.1 200 "u8) ? answer : throw new InvalidDataException("A call failed");
            }
        }
    }
}
