using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>npm's soap package, installed beside the test assembly from the committed lock file.</summary>
public sealed class NodeSoapTests(VCenter vCenter) : IClassFixture<VCenter>
{
    private static readonly ClientProgram Node = new("nodejs", ["node"], ["--version"]);
    private static readonly ClientProgram Npm = new("npm", ["npm"], ["--version"]);

    [Fact]
    public async Task Soap_on_the_served_WSDL()
    {
        await InstallAsync(Scripts.Folder("node"), TestContext.Current.CancellationToken);
        await Scripts.AssertAsync(vCenter, Node, "node/session.js", 17);
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = await Npm.FindAsync(cancellationToken);
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        var install = await ClientRun.StartAsync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], [], folder, cancellationToken);
        if (install.ExitCode != 0)
        {
            throw ClientProgram.Missing($"npm could not install the package soap: {install.Output}");
        }
    }
}
