using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>govmomi, built from Debian's package of its source.</summary>
public sealed class GovmomiTests(VCenter vCenter) : IClassFixture<VCenter>
{
    private static readonly KeyValuePair<string, string>[] GoPath =
        [new("GO111MODULE", "off"), new("GOPATH", "/usr/share/gocode"), new("GOFLAGS", ""), new("CGO_ENABLED", "0")];

    private static readonly ClientProgram Go = new("golang-go", ["go"], ["version"]);

    [Fact]
    public Task Govmomi() => AssertAsync(vCenter, "govmomi", 26);

    /// <summary>Builds a program, runs it against the service and asserts that it states so many facts.</summary>
    internal static async Task AssertAsync(VCenter vCenter, string program, int facts)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var go = await Go.FindAsync(cancellationToken);
        if (!Directory.Exists("/usr/share/gocode/src/github.com/vmware/govmomi"))
        {
            throw ClientProgram.Missing(
                "golang-github-vmware-govmomi-dev is not installed (apt-get install golang-github-vmware-govmomi-dev)");
        }

        var folder = Scripts.Folder(program);
        var build = await ClientRun.StartAsync(go, ["build", "-o", "client", "."], GoPath, folder, cancellationToken);
        Assert.True(build.ExitCode == 0, build.Output);
        var run = await ClientRun.StartAsync(Path.Combine(folder, "client"), [], vCenter.Environment, folder, cancellationToken);
        run.AssertFacts(facts, vCenter.Service);
    }
}
