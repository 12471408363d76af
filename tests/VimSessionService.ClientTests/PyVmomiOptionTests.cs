using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>pyVmomi changes settings of a service of its own, since they act on every session.</summary>
public sealed class PyVmomiOptionTests(ChangingVCenter vCenter) : IClassFixture<ChangingVCenter>
{
    [Fact]
    public Task Settings_are_read_and_changed() => Scripts.AssertAsync(
        vCenter, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), Path.Combine("pyvmomi", "options.py"), 33);
}
