using System.Diagnostics;
using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A sample of a web hook as a process of its own, on a free port of the loopback address.</summary>
internal sealed partial class HookProcess : IDisposable
{
    public const string Secret = "a secret that only the tests use";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private HookProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    private static string Folder => Path.Combine(Repository.Root, "examples", "web-hook");

    /// <summary>Starts the sample in a language, which is <c>python</c> or <c>csharp</c>.</summary>
    public static async Task<HookProcess> StartAsync(string language, CancellationToken cancellationToken)
    {
        var start = language == "python"
            ? new ProcessStartInfo(await ClientProgram.Python("python3", "http.server").FindAsync(cancellationToken), [Path.Combine(Folder, "receiver.py"), "0"])
            : new ProcessStartInfo("dotnet", [CSharpProgram, "--urls", "http://127.0.0.1:0"]);
        start.Environment["HOOK_SECRET"] = Secret;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) =>
        {
            if (Address().Match(e.Data ?? "") is { Success: true } match)
                listening.TrySetResult(new Uri(match.Value + "/"));
        };
        process.ErrorDataReceived += static (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new HookProcess(process, await listening.Task.WaitAsync(MaxWait, cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit(MaxWait);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _process.Dispose();
    }

    /// <summary>The sample that was built with these tests, in the same configuration.</summary>
    private static string CSharpProgram => Path.Combine(
        Folder, "csharp", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "WebHook.dll");

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
