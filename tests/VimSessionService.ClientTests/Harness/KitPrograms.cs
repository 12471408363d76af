using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Runs tests that use the kits for Python and Go, each by its own tool, with the service that is under test.</summary>
internal static partial class KitPrograms
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);
    private static readonly string Kits = Path.Combine(Repository.Root, "kits");

    /// <summary>Runs pytest in a folder and asserts that its tests ran and passed.</summary>
    public static async Task PytestAsync(Shell shell, string folder)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await ClientProgram.Python("python3-pyvmomi", "pyVmomi").FindAsync(cancellationToken);
        await ClientProgram.Python("python3-pip", "pip").FindAsync(cancellationToken);
        await ClientProgram.Python("python3-setuptools", "setuptools").FindAsync(cancellationToken);
        await ClientProgram.Python("python3-wheel", "wheel").FindAsync(cancellationToken);
        var python = await ClientProgram.Python("python3-pytest", "pytest").FindAsync(cancellationToken);

        var run = await ClientRun.StartAsync(
            python,
            ["-m", "pytest", "-p", "vimsession.plugin", "-p", "no:cacheprovider", "-rs", "--color=no"],
            [.. Variables(shell), new("PYTHONPATH", Path.Combine(Kits, "python")), new("PYTHONDONTWRITEBYTECODE", "1")],
            folder,
            cancellationToken,
            MaxWait);

        Assert.True(run.ExitCode == 0 && run.Lines.Any(AllPassed().IsMatch), run.Output);
    }

    /// <summary>Runs "go test" for the package of this name, whose files are in the folder, and asserts that its tests ran and passed.</summary>
    public static async Task GoTestAsync(Shell shell, string package, string folder)
    {
        var goPath = Path.Combine(shell.Folder, "gopath");
        var sources = Directory.CreateDirectory(Path.Combine(goPath, "src"));
        Link(sources, "vimsession", Path.Combine(Kits, "go"));
        Link(sources, package, folder);

        var run = await GovmomiProgram.TestAsync(goPath, package, Variables(shell), MaxWait);

        var passed = run.Lines.Any(static line => line.StartsWith("--- PASS", StringComparison.Ordinal));
        var skipped = run.Lines.Any(static line => line.TrimStart().StartsWith("--- SKIP", StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0 && passed && !skipped, run.Output);
    }

    private static KeyValuePair<string, string>[] Variables(Shell shell) => [new("VIMSESSION_BINARY", shell.ServiceProgram), new("no_proxy", "127.0.0.1,localhost")];

    private static void Link(DirectoryInfo folder, string name, string target)
    {
        var link = Path.Combine(folder.FullName, name);
        if (!Directory.Exists(link))
            Directory.CreateSymbolicLink(link, target);
    }

    /// <summary>The last line of pytest when tests passed, and none was skipped, failed or in error.</summary>
    [GeneratedRegex(@"^=+ \d+ passed(, \d+ warnings?)? in .*=+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AllPassed();
}
