using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Servers;

/// <summary>A server as a process of its own, of which the processor time and the memory can be asked.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Url = address;
    }

    /// <summary>What it said that it listens on.</summary>
    public Uri Url { get; }

    /// <summary>The same for a socket.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Url.Port);

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The processor time it has used, in user code and in the kernel for it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            // The process's own clock counts nanoseconds, where /proc counts hundredths of a second.
            if (GetTime((~_process.Id << 3) | 2, out var time) != 0)
                throw new InvalidOperationException("The processor time of the server cannot be read");
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000);
        }
    }

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>
    /// Starts a server on the last processor alone and waits until it listens. On one processor the runtime's threads do not spin
    /// while they wait for work, so that processor time is what the calls cost and nothing else; the client has the others.
    /// </summary>
    /// <param name="program">A native program, or an assembly for <c>dotnet</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess StartOnOneProcessor(string program, params IEnumerable<string> arguments)
    {
        return StartCommand(OnOneProcessor([.. Command(program), .. arguments]));
    }

    /// <summary>Starts a server that says nothing on the last processor alone, and waits until it listens.</summary>
    /// <param name="address">Where it is told to listen.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess StartOnOneProcessorAt(Uri address, string program, params IEnumerable<string> arguments)
    {
        var process = StartProcess(OnOneProcessor([program, .. arguments]), out _);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient(address.Host, address.Port);
                return new ServerProcess(process, address);
            }
            catch (SocketException) when (attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="program">A native program, or an assembly for <c>dotnet</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess Start(string program, params IEnumerable<string> arguments) => StartCommand([.. Command(program), .. arguments]);

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    /// <param name="program">A native program, or an assembly for <c>dotnet</c>.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="arguments">Its arguments.</param>
    public static void Run(string program, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments)
    {
        string[] command = [.. Command(program), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}");
    }

    /// <summary>A connection to it.</summary>
    public Connection Connect() => new(EndPoint);

    /// <summary>Asks a question on its standard input (see <see cref="MeasuredHost"/>).</summary>
    public long Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        return long.Parse(_process.StandardOutput.ReadLine() ?? "", CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string[] Command(string program) => program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];

    private static string[] OnOneProcessor(string[] command) =>
        ["taskset", "--cpu-list", (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture), .. command];

    private static ServerProcess StartCommand(string[] command)
    {
        var process = StartProcess(command, out var errors);

        // The service, the floor and vcsim say it in different words.
        if (process.StandardOutput.ReadLine() is not { } said || Address().Match(said) is not { Success: true } address)
        {
            process.Kill();
            throw new InvalidOperationException($"{string.Join(' ', command)} did not listen: {errors}");
        }

        return new ServerProcess(process, new Uri($"{address.Groups["scheme"].Value}://127.0.0.1:{address.Groups["port"].Value}/"));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out ClockTime time);

    [GeneratedRegex("(?<scheme>https?)://[^ ]*127\\.0\\.0\\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    private static Process StartProcess(string[] command, out StringBuilder errors)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // Where they are set the service reads the certificates of public authorities at start, as its operator then wants.
        start.Environment.Remove("SSL_CERT_FILE");
        start.Environment.Remove("SSL_CERT_DIR");
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        var kept = errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(kept, line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The first lines are enough to say why it did not start; the rest is read so that nobody waits to write it.</summary>
    private static void Keep(StringBuilder errors, string? line)
    {
        if (errors.Length < 2000)
            errors.AppendLine(line);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ClockTime
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
