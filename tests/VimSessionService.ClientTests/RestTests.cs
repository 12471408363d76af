using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Sessions by REST and JSON-RPC with clients of other languages.</summary>
public abstract class RestFacts(VCenter vCenter, VCenter shared) : StartedTests(vCenter, shared)
{
    [Fact]
    public Task Python_and_pyVmomi_in_one_session() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "rest/session.py", 18);

    [Fact]
    public Task Node() => Scripts.AssertAsync(vCenter, new ClientProgram("nodejs", ["node"], ["--version"]), "rest/session.js", 4);

    [Fact]
    public Task Govmomi() => GovmomiProgram.AssertAsync(vCenter, "govmomi-rest", 5);

    [Fact]
    public Task A_shared_session_is_cloned_by_pyVmomi_and_goes_on_by_REST() =>
        Scripts.AssertAsync(shared, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "shared-session/session.py", 9);
}

/// <summary>REST and JSON-RPC at one process.</summary>
public sealed class RestTests(VCenter vCenter, SharedSessionVCenter shared) : RestFacts(vCenter, shared), IClassFixture<VCenter>, IClassFixture<SharedSessionVCenter>;

/// <summary>REST and JSON-RPC at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedRestTests(ReplicatedVCenters vCenters) : RestFacts(vCenters.Usual, vCenters.Shared);
