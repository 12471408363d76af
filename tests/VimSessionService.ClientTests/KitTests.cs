using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The kits for Python and Go, each with its own tests, run by its own tool.</summary>
public sealed class KitTests
{
    [Fact]
    public async Task Python_with_pyVmomi()
    {
        using var shell = new Shell();

        await KitPrograms.PytestAsync(shell, Path.Combine(Repository.Root, "kits", "python"));
    }

    [Fact]
    public async Task Go_with_govmomi()
    {
        using var shell = new Shell();

        await KitPrograms.GoTestAsync(shell, "vimsession", Path.Combine(Repository.Root, "kits", "go"));
    }
}
