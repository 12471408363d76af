using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Servers;

/// <summary>A server as a process of its own, of which the processor time and the memory can be asked.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>What it said that it listens on.</summary>
    public Uri Address { get; }

    /// <summary>The same for a socket.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    /// <summary>The processor time it has used, in user code and in the kernel for it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
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
        var processor = (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture);
        return StartCommand(["taskset", "--cpu-list", processor, .. Command(program), .. arguments]);
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="program">A native program, or an assembly for <c>dotnet</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess Start(string program, params IEnumerable<string> arguments) => StartCommand([.. Command(program), .. arguments]);

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

    private static ServerProcess StartCommand(string[] command)
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
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginErrorReadLine();
        const string Listening = "Listening on ";
        if (process.StandardOutput.ReadLine() is not { } said || !said.StartsWith(Listening, StringComparison.Ordinal))
        {
            process.Kill();
            throw new InvalidOperationException($"{string.Join(' ', command)} did not listen: {errors}");
        }

        return new ServerProcess(process, new Uri(said[Listening.Length..]));
    }

    /// <summary>The first lines are enough to say why it did not start; the rest is read so that nobody waits to write it.</summary>
    private static void Keep(StringBuilder errors, string? line)
    {
        if (errors.Length < 2000)
            errors.AppendLine(line);
    }
}
