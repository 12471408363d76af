using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The fixtures that the README offers, each run by its own tool.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Pytest()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await ClientProgram.Python("python3-pyvmomi", "pyVmomi").FindAsync(cancellationToken);
        var python = await ClientProgram.Python("python3-pytest", "pytest").FindAsync(cancellationToken);

        var run = await ClientRun.StartAsync(
            python, ["-m", "pytest", "-p", "no:cacheprovider", "."], [Repository.ExampleCommand, new("PYTHONDONTWRITEBYTECODE", "1")], Path.Combine(Repository.Root, "examples", "pytest"), cancellationToken);

        Assert.True(run.ExitCode == 0 && run.Output.Contains("1 passed", StringComparison.Ordinal), run.Output);
    }

    [Fact]
    public Task Go_test() => GovmomiProgram.TestAsync(Path.Combine(Repository.Root, "examples", "go"), [Repository.ExampleCommand]);
}
