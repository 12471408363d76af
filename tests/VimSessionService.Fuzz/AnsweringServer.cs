using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.Fuzz;

/// <summary>A server that answers requests by POST with the bytes that a test says, whether they are HTTP or not.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Answered> _answer;
    private readonly Task _accepting;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="answer">Makes the answer to a request of its head.</param>
    public AnsweringServer(Func<string, Answered> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook"));
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.RemoveAll(static done => done.IsCompleted);
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var connection = accepted;
        connection.NoDelay = true;
        var stream = connection.GetStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await ReadHeadAsync(stream, buffer) is { } head)
            {
                var answer = _answer(head);
                await stream.WriteAsync(answer.Bytes, _stop.Token);
                if (answer.Closes)
                    return;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client has enough of the answer.
        }
    }

    /// <summary>Reads a whole request, and gives its head; null when the client has closed.</summary>
    private async Task<string?> ReadHeadAsync(NetworkStream stream, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0)
                return null;
            length += read;
            var text = Encoding.Latin1.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0 && length - end - 4 >= int.Parse(HeaderOf(text, "Content-Length"), CultureInfo.InvariantCulture))
                return text[..(end + 2)];
        }
    }

    /// <summary>A header of a head.</summary>
    public static string HeaderOf(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 4;
        return head[at..head.IndexOf("\r\n", at, StringComparison.Ordinal)];
    }
}

/// <summary>An answer.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Closes">Whether the connection is closed after it.</param>
internal sealed record Answered(byte[] Bytes, bool Closes);
