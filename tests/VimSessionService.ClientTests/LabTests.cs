using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Real clients of a service that misbehaves on purpose.</summary>
public sealed class LabTests(LabVCenter vCenter) : IClassFixture<LabVCenter>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    [Fact]
    public async Task PyVmomi_meets_expiry_failures_outages_and_a_full_house()
    {
        await vCenter.FindAdminAsync();
        await Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "lab.py"), 22);
    }
}
