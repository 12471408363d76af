using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>npm's soap package, installed beside the test assembly from the committed lock file.</summary>
public sealed class NodeSoapTests(VCenter vCenter, RsaVCenter rsa) : IClassFixture<VCenter>, IClassFixture<RsaVCenter>
{
    private static readonly ClientProgram Node = new("nodejs", ["node"], ["--version"]);
    private static readonly ClientProgram Npm = new("npm", ["npm"], ["--version"]);

    [Fact]
    public Task Soap_on_the_served_WSDL() => RunAsync(vCenter);

    [Fact]
    public Task A_certificate_with_an_RSA_key() => RunAsync(rsa);

    private static async Task RunAsync(VCenter target)
    {
        await InstallAsync(Scripts.Folder("node"), TestContext.Current.CancellationToken);
        await Scripts.AssertAsync(target, Node, "node/session.js", 17);
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
