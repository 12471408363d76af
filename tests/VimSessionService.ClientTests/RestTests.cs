using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Sessions by REST and JSON-RPC with clients of other languages.</summary>
public sealed class RestTests(VCenter vCenter) : IClassFixture<VCenter>
{
    [Fact]
    public Task Python_and_pyVmomi_in_one_session() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "rest/session.py", 18);

    [Fact]
    public Task Node() => Scripts.AssertAsync(vCenter, new ClientProgram("nodejs", ["node"], ["--version"]), "rest/session.js", 4);
}
