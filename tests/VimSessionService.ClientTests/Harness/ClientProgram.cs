using System.ComponentModel;
using System.Diagnostics;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A client that somebody else wrote, as it is installed on this machine.</summary>
/// <param name="Package">The Debian packages it comes in.</param>
/// <param name="Programs">The programs that may run it, the preferred one first.</param>
/// <param name="Probe">Arguments that succeed when the program has the client.</param>
public sealed record ClientProgram(string Package, IReadOnlyList<string> Programs, IReadOnlyList<string> Probe)
{
    /// <summary>A library of Python; Debian's are seen by Debian's interpreter only.</summary>
    public static ClientProgram Python(string package, string module) => new(
        package,
        ["/usr/bin/python3", "python3"],
        ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)", module]);

    /// <summary>
    /// The program to run. Without one the calling test is skipped; in continuous integration, which sets <c>CI</c> to
    /// <c>true</c>, it fails.
    /// </summary>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var program in Programs)
        {
            if (await SucceedsAsync(program, cancellationToken))
            {
                return program;
            }
        }

        throw Missing($"{Package} is not installed (apt-get install {Package})");
    }

    /// <summary>Ends the calling test because a client is missing: skipped on a user's machine, failed in continuous integration.</summary>
    public static Exception Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return new UnreachableException();
    }

    private async Task<bool> SucceedsAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            var run = await ClientRun.StartAsync(program, Probe, [], AppContext.BaseDirectory, cancellationToken);
            return run.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
