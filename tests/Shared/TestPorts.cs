using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VimSessionService;

/// <summary>
/// Ports for servers that have to be told theirs. The kernel gives out the higher ones for outgoing connections and for listeners with port 0, so that one which was free a moment
/// ago may not be so any more; these are below, and no other test process of this machine is given the same while this one lives.
/// </summary>
internal static class TestPorts
{
    private const int First = 12_000;
    private const int Last = 32_000; // the kernel's own begin at 32,768

    private static readonly ConcurrentBag<FileStream> Taken = [];

    /// <summary>A port of 127.0.0.1 that nobody uses.</summary>
    public static int Take()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "vimsession-test-ports")).FullName;
        for (var tries = 0; tries < Last - First; tries++)
        {
            var port = Random.Shared.Next(First, Last);
            if (TryLock(Path.Combine(directory, $"{port}")) is not { } mark)
                continue;
            if (IsFree(port))
            {
                Taken.Add(mark);
                return port;
            }

            mark.Dispose();
        }

        throw new InvalidOperationException($"No port from {First} to {Last} is free.");
    }

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null; // of another process, or of this one
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
