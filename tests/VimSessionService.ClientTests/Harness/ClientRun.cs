using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace VimSessionService.ClientTests.Harness;

/// <summary>One run of a client's program: what it wrote and how it ended.</summary>
public sealed record ClientRun(int ExitCode, IReadOnlyList<string> Lines)
{
    private static readonly TimeSpan UsualMaxWait = TimeSpan.FromMinutes(3);

    /// <summary>Everything it wrote, for the message of a failure.</summary>
    public string Output => string.Join(Environment.NewLine, Lines);

    /// <summary>Runs a program to its end, without input, for three minutes at most, or for as long as is said.</summary>
    public static async Task<ClientRun> StartAsync(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string directory,
        CancellationToken cancellationToken,
        TimeSpan? maxWait = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(maxWait ?? UsualMaxWait);
        using var process = new Process { StartInfo = start };
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end.\n{string.Join(Environment.NewLine, lines)}", e);
        }

        return new ClientRun(process.ExitCode, [.. lines]);

        void Keep(string? line)
        {
            if (line is not null)
            {
                lines.Enqueue(line);
            }
        }
    }

    /// <summary>
    /// Asserts that the client ended well and stated exactly so many facts, each on a line <c>ok - …</c>: a script that
    /// silently does nothing fails as one does whose facts are wrong.
    /// </summary>
    public void AssertFacts(int expected, params IReadOnlyList<ServiceProcess> services)
    {
        var stated = Lines.Count(line => line.StartsWith("ok - ", StringComparison.Ordinal));
        if (ExitCode != 0 || stated != expected || Lines.Any(line => line.StartsWith("not ok", StringComparison.Ordinal)))
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"The client ended with {ExitCode} and stated {stated} of {expected} facts.\n{Output}\n--- service ---\n{string.Join("\n--- another replica ---\n", services.Select(static service => service.Log))}"));
        }
    }
}
