using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.Ldap.Tests;

/// <summary>
/// A server that answers each connection with the same bytes, whatever it is asked, and with nothing after them. It begins when the first request comes, so that the answers to
/// all of a login's requests may be among the bytes.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ScriptedServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What is answered.</summary>
    public byte[] Answers { get; set; } = [];

    /// <summary>Options of a client.</summary>
    public LdapOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Encryption = LdapEncryption.None,
        BaseDn = "dc=example,dc=com",
        Domains = ["example.com"],
    };

    /// <summary>The result of a bind or a search.</summary>
    public static byte[] Result(int id, int operation, byte code = 0) => Message(id, writer =>
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation, isConstructed: true)))
        {
            writer.WriteEncodedValue([0x0a, 1, code]);
            writer.WriteOctetString([]);
            writer.WriteOctetString([]);
        }
    });

    /// <summary>The result of a bind.</summary>
    public static byte[] Bound(int id) => Result(id, 1);

    /// <summary>The end of a search.</summary>
    public static byte[] Done(int id) => Result(id, 5);

    /// <summary>An entry that a search finds.</summary>
    public static byte[] Entry(int id, string dn, params (string Name, string[] Values)[] attributes) => Message(id, writer =>
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 4, isConstructed: true)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(dn));
            using (writer.PushSequence())
            {
                foreach (var (name, values) in attributes)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
                        using (writer.PushSetOf())
                        {
                            foreach (var value in values)
                                writer.WriteOctetString(Encoding.UTF8.GetBytes(value));
                        }
                    }
                }
            }
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static byte[] Message(int id, Action<AsnWriter> operation)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            operation(writer);
        }

        return writer.Encode();
    }

    private async Task ServeAsync()
    {
        var request = new byte[4096];
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                try
                {
                    await socket.ReceiveAsync(request, _stop.Token);
                    await socket.SendAsync(Answers, _stop.Token);
                    socket.Shutdown(SocketShutdown.Send);
                    while (await socket.ReceiveAsync(request, _stop.Token) > 0)
                    {
                    }
                }
                catch (SocketException)
                {
                    // The client is satisfied, or has given up.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
