using VimSessionService.Admin.Tests.Rules;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Admin.Tests.Scenarios;

/// <summary>Stubs in scenarios: those that a scenario begins with, and those that a step adds.</summary>
public sealed class ScenarioStubTests
{
    private const string Scenario = """
        rules:
          - {id: files, when: {operations: [QueryUnownedFiles]}, answer: {stub: {result: [one.vmdk]}}}
        steps:
          - at: 5m
            addRules:
              - {id: slow, when: {operations: [PowerOnVM_Task]}, answer: {stub: {task: {duration: 10s}, changes: [{property: runtime.powerState, value: suspended}]}}}
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_answer_from_the_start_and_from_their_step_on()
    {
        await using var host = await StubHost.StartAsync();
        await host.Lab.Api.ApplyScenarioTextAsync(Scenario, Cancelled);

        Assert.Contains("<returnval>one.vmdk</returnval>", await host.CallAsync("VirtualMachine", host.Machine, "QueryUnownedFiles"), StringComparison.Ordinal);
        Assert.Contains("NotSupported", await host.CallAsync("VirtualMachine", host.Machine, "PowerOnVM_Task"), StringComparison.Ordinal);
        await host.AdvanceAsync(300);
        var task = await host.BeginAsync("PowerOnVM_Task");
        Assert.Equal("poweredOn", await host.TextAsync("runtime.powerState"));
        await host.AdvanceAsync(10);
        Assert.Contains("<state>success</state>", await host.ReadAsync("Task", task, "info"), StringComparison.Ordinal);
        Assert.Equal("suspended", await host.TextAsync("runtime.powerState"));
    }

    [Theory]
    [InlineData("result: [one.vmdk]", "results: [one.vmdk]", ":2:", "rules/0/answer/stub/results")]
    [InlineData("result: [one.vmdk]", "result: 5", ":2:", "rules/0/answer/stub/result")]
    [InlineData("runtime.powerState", "runtime.wings", ":6:", "steps/0/addRules/0/answer/stub/changes/0/property")]
    public async Task One_that_cannot_be_an_answer_is_told_with_its_line_and_nothing_changes(string right, string wrong, string line, string place)
    {
        await using var host = await StubHost.StartAsync();

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Lab.Api.ApplyScenarioTextAsync(Scenario.Replace(right, wrong, StringComparison.Ordinal), Cancelled));

        Assert.Contains(place, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains(line, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Empty((await host.Lab.Api.ListRulesAsync(Cancelled)).Rules);
    }
}
