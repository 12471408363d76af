using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>Gives connections on to an engine, and counts the commands that come from a replica: those of the client itself, not those that scripts make.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Func<int, Task> _hold;
    private readonly Task _accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="engine">The address of the engine.</param>
    /// <param name="hold">What a connection waits for, by its number from 1; null for nothing.</param>
    public CountingProxy(string engine, Func<int, Task>? hold = null)
    {
        _hold = hold ?? (static _ => Task.CompletedTask);
        _target = int.Parse(engine[(engine.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Each command that came: its name and, of one that runs a script, the hash of the script.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var number = 1; ; number++)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), number);
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            await _hold(number).WaitAsync(_stop.Token);
            using var engine = new TcpClient();
            await engine.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            (client.NoDelay, engine.NoDelay) = (true, true);
            var seen = new Pipe();
            // Whichever ends first ends the others.
            _ = await Task.WhenAny(SendAsync(client.GetStream(), engine.GetStream(), seen.Writer), engine.GetStream().CopyToAsync(client.GetStream(), _stop.Token), CountAsync(seen.Reader.AsStream()));
        }
    }

    private async Task SendAsync(NetworkStream from, NetworkStream to, PipeWriter seen)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            await seen.WriteAsync(buffer.AsMemory(0, count), _stop.Token); // counted no later than it is answered
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }

        await seen.CompleteAsync();
    }

    /// <summary>A command is an array of texts: "*COUNT", and "$LENGTH" before each.</summary>
    private async Task CountAsync(Stream commands)
    {
        while (await LineAsync(commands) is ['*', .. var count])
        {
            var texts = new List<string>();
            for (var i = int.Parse(count, CultureInfo.InvariantCulture); i > 0; i--)
            {
                var text = new byte[int.Parse((await LineAsync(commands))![1..], CultureInfo.InvariantCulture)];
                await commands.ReadExactlyAsync(text, _stop.Token);
                await LineAsync(commands);
                texts.Add(Encoding.Latin1.GetString(text));
            }

            Commands.Enqueue(texts[0].ToUpperInvariant() is "EVALSHA" ? texts[1] : texts[0].ToUpperInvariant());
        }
    }

    private async Task<string?> LineAsync(Stream commands)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await commands.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
