using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Each scenario of the repository, by what it does to a real client.</summary>
public sealed class ScenarioTests
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    [Theory]
    [InlineData("expiring-sessions", 5)]
    [InlineData("full-house", 4)]
    [InlineData("flaky-network", 4)]
    [InlineData("locked-account-and-password-rotation", 7)]
    [InlineData("least-privileged-service-account", 5)]
    [InlineData("slow-vcenter", 5)]
    [InlineData("half-alive-session", 7)]
    public async Task PyVmomi_meets(string scenario, int facts)
    {
        await using var vCenter = new ScenarioVCenter(scenario);
        await vCenter.InitializeAsync();
        await vCenter.FindAdminAsync();
        await Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "scenarios.py"), facts);
    }

    [Fact]
    public async Task PyVmomi_meets_an_outage_of_single_sign_on()
    {
        await using var vCenter = new ScenarioVCenter("sso-outage");
        await vCenter.InitializeAsync();
        await vCenter.FindAdminAsync();
        await PyVmomiSso.AssertAsync(vCenter, Path.Combine("pyvmomi-sso", "scenario_outage.py"), 5);
    }

    [Fact]
    public void Each_scenario_is_met_by_a_client() => Assert.Equal(
        [.. typeof(ScenarioTests).GetMethod(nameof(PyVmomi_meets))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(static row => (string)row.Data[0]!).Append("sso-outage").Order(StringComparer.Ordinal)],
        Directory.EnumerateFiles(ScenarioVCenter.Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
}
