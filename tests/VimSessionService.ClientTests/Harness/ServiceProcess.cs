using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// The service as its users run it: a process of its own on a free port of the loopback address, with a data directory of its
/// own. The variable <c>VIMSESSION_TEST_BINARY</c> names an executable to start instead of the one that was just built.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const string FirstLine = "Listening on ";
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo _data;
    private readonly Process _process;
    private Uri? _url;
    private volatile LogMark? _mark;

    private ServiceProcess(Process process, DirectoryInfo data)
    {
        _process = process;
        _data = data;
    }

    /// <summary>Where it answers, <c>https://127.0.0.1:PORT/sdk</c>.</summary>
    public Uri Url => _url ?? throw new InvalidOperationException("The service has not started.");

    /// <summary>What it wrote so far, for the message of a failure.</summary>
    public string Log => string.Join(Environment.NewLine, _log);

    /// <summary>The most physical memory that the process ever had, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts the service and waits for its first line of standard output.</summary>
    /// <param name="arguments">Options besides the address and the data directory.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="readsLog">Whether its standard error is read.</param>
    /// <param name="listen">The address.</param>
    /// <param name="directory">The working directory; null for that of the program.</param>
    /// <exception cref="InvalidOperationException">It ended, or said something else first, or nothing for a minute.</exception>
    public static async Task<ServiceProcess> StartAsync(
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellationToken,
        bool readsLog = true,
        string listen = "127.0.0.1:0",
        string? directory = null)
    {
        var data = Directory.CreateTempSubdirectory("vimsession-");
        var start = Executable();
        foreach (var argument in (IEnumerable<string>)["--listen", listen, "--data-directory", data.FullName, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = directory ?? start.WorkingDirectory;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var service = new ServiceProcess(new Process { StartInfo = start }, data);
        try
        {
            service._url = await service.ListenAsync(readsLog, cancellationToken);
            return service;
        }
        catch
        {
            service.Abandon();
            throw;
        }
    }

    /// <summary>Every line that it wrote until now: it makes a call of its own and waits for its line, since those are in order.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(CancellationToken cancellationToken)
    {
        var mark = new LogMark($"reader-of-the-log-{Guid.NewGuid():N}");
        _mark = mark;
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null; // the service's own, on this machine
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.UserAgent.ParseAdd(mark.UserAgent);
        using var nothing = new StringContent("");
        using var answer = await client.PostAsync(Url, nothing, cancellationToken);
        await mark.Seen.Task.WaitAsync(MaxWait, cancellationToken);
        return [.. _log];
    }

    /// <summary>Asks the process to end, as an init system does, and insists on a clean end.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error, had ended before, or did not end.</exception>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(MaxWait);
        try
        {
            if (!_process.HasExited)
            {
                await TerminateAsync(timeout.Token);
            }

            await _process.WaitForExitAsync(timeout.Token);
            if (_process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"The service ended with {_process.ExitCode}.\n{Log}"));
            }
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"The service did not end when it was asked to.\n{Log}", e);
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>The command that starts the service.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Environment.GetEnvironmentVariable("VIMSESSION_TEST_BINARY") is { Length: > 0 } binary
            ? [Path.GetFullPath(binary)]
            : [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet", Path.Combine(AppContext.BaseDirectory, "VimSessionService.dll")];

    /// <summary>Whether the service that is started is a published binary and not what was just built.</summary>
    public static bool IsPublished => Command.Count == 1;

    /// <summary>Reads standard output from its first line to the one that ends it.</summary>
    /// <exception cref="TimeoutException">It does not come.</exception>
    public async Task<IReadOnlyList<string>> ReadOutputAsync(Func<string, bool> isLast, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count == 0 || !isLast(lines[^1]))
        {
            lines.Add(await _output.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(MaxWait, cancellationToken));
        }

        return lines;
    }

    /// <summary>Sends a signal to the process, such as <c>HUP</c>; not on Windows.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/sh", ["-c", "kill -$0 $1", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends the process as a crash does, and waits until it has ended.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        Abandon();
    }

    private static ProcessStartInfo Executable()
    {
        var start = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (Command.Count == 1)
        {
            start.WorkingDirectory = Path.GetDirectoryName(Command[0])!;
        }

        return start;
    }

    private async Task<Uri> ListenAsync(bool readsLog, CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, e) => Written(e.Data);
        _process.ErrorDataReceived += (_, e) => Logged(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        if (readsLog)
            _process.BeginErrorReadLine();
        try
        {
            var line = await _firstLine.Task.WaitAsync(MaxWait, cancellationToken);
            return line.StartsWith(FirstLine, StringComparison.Ordinal) && Uri.TryCreate(line[FirstLine.Length..], UriKind.Absolute, out var url)
                ? url
                : throw new InvalidOperationException($"The first line of the service is not where it listens.\n{Log}");
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"The service did not say where it listens.\n{Log}", e);
        }
    }

    private void Written(string? line)
    {
        Logged(line);
        if (line is not null)
        {
            _output.Writer.TryWrite(line);
        }

        _firstLine.TrySetResult(line ?? "");
    }

    private void Logged(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
            if (_mark is { } mark && line.Contains(mark.UserAgent, StringComparison.Ordinal))
            {
                mark.Seen.TrySetResult();
            }
        }
    }

    private async Task TerminateAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
            return;
        }

        await SignalAsync("TERM", cancellationToken);
    }

    private void Abandon()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It never started or has ended.
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private sealed record LogMark(string UserAgent)
    {
        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
