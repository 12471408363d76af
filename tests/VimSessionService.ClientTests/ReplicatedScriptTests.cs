using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Scripts for replicas only: what a client finds of its calls at other replicas.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedScriptTests(ReplicatedVCenters vCenters) : StartedTests(vCenters.Whole)
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private static readonly ClientProgram Ruby = new("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]);

    [Fact]
    public async Task A_session_is_one_at_every_replica_and_each_replica_has_calls_of_it()
    {
        await Scripts.AssertAsync(vCenters.Whole, PyVmomi, "pyvmomi/replicas.py", 128);
        foreach (var replica in vCenters.Whole.Services)
            Assert.Contains(await replica.ReadLogAsync(TestContext.Current.CancellationToken), static line => line.Contains("CurrentTime 200", StringComparison.Ordinal));
    }

    [Fact]
    public Task What_a_session_makes_is_at_every_replica() => Scripts.AssertAsync(vCenters.Whole, PyVmomi, "pyvmomi/replica_objects.py", 48);

    [Fact]
    public Task Updates_are_those_of_every_replica() => Scripts.AssertAsync(vCenters.Whole, Ruby, "rbvmomi/replica_updates.rb", 20);
}
