using System.Diagnostics;
using VimSessionService.Load.Http;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// What 10,000 clients cost that wait for the message to change, each on a connection and in a session of its own: memory beside
/// the same connections idle, processor time while nothing happens, and the time until all have seen one change, beside the time in
/// which the floor gives the same answer to as many requests that it held. Client and server each hold as many open files, which the
/// soft limit must allow.
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
        var service = OfService(settings.Service, work, heap, out var answer);
        if (settings.Floor.Length == 0)
            return service;
        var (seconds, processor) = WaiterFloor.Run(settings.Floor, Path.Combine(work, "waiting"), Waiters, Calls.WaitForUpdates("1"), answer);
        return service with { FloorMilliseconds = seconds * 1000, FloorMicroseconds = processor.TotalSeconds * 1e6 / Waiters };
    }

    private static WaiterRow OfService(string program, string work, double heap, out byte[] answer)
    {
        using var server = ServerProcess.Start(program, Measurement.ServiceArguments(work));
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
            var seconds = Change(server, clients, out answer);
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

    /// <summary>Changes the message, and gives the seconds until the last client has seen it, and what that client got.</summary>
    private static double Change(ServerProcess server, Client[] clients, out byte[] answer)
    {
        using var admin = new Client(server);
        var started = Stopwatch.GetTimestamp();
        admin.Call(Calls.UpdateServiceMessage("maintenance"));
        foreach (var client in clients[..^1])
            client.SeeChange("maintenance"u8);
        answer = clients[^1].SeeChange("maintenance"u8).ToArray();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Close(Client[] clients)
    {
        foreach (var client in clients)
            client?.Dispose();
    }

    /// <summary>A client in a session of its own.</summary>
    private sealed class Client : IDisposable
    {
        private readonly WaitingConnection _connection;
        private readonly byte[] _token;

        public Client(ServerProcess server)
        {
            Server = server;
            _connection = new WaitingConnection(server.EndPoint);
            _connection.Send(Scenarios.Login.ToService());
            var answer = _connection.Receive();
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
            _connection.Receive();
        }

        public ReadOnlySpan<byte> SeeChange(ReadOnlySpan<byte> text)
        {
            var answer = _connection.Receive();
            return answer.IndexOf(text) >= 0 ? answer : throw new InvalidDataException("The update does not tell the change");
        }

        public void Dispose() => _connection.Dispose();

        private void Send(string body)
        {
            var request = HttpMessage.Post("/sdk", body, withCookie: true);
            _token.CopyTo(request, HttpMessage.TokenOffset(request));
            _connection.Send(request);
        }
    }
}
