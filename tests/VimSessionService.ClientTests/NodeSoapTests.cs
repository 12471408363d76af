using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>npm's soap package, installed beside the test assembly from the committed lock file.</summary>
public abstract class NodeSoapFacts(VCenter vCenter) : StartedTests(vCenter)
{
    private static readonly ClientProgram Node = new("nodejs", ["node"], ["--version"]);
    private static readonly SemaphoreSlim Installing = new(1, 1);
    private static readonly ClientProgram Npm = new("npm", ["npm"], ["--version"]);

    [Fact]
    public Task Soap_on_the_served_WSDL() => RunAsync(vCenter);

    /// <summary>Runs the script at a service.</summary>
    protected static async Task RunAsync(VCenter target)
    {
        await InstallAsync(Scripts.Folder("node"), TestContext.Current.CancellationToken);
        await Scripts.AssertAsync(target, Node, "node/session.js", 17);
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            await InstallOnceAsync(folder, cancellationToken);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task InstallOnceAsync(string folder, CancellationToken cancellationToken)
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

/// <summary>npm's soap package at one process.</summary>
public sealed class NodeSoapTests(VCenter vCenter, RsaVCenter rsa) : NodeSoapFacts(vCenter), IClassFixture<VCenter>, IClassFixture<RsaVCenter>
{
    [Fact]
    public Task A_certificate_with_an_RSA_key() => RunAsync(rsa);
}

/// <summary>npm's soap package at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedNodeSoapTests(ReplicatedVCenters vCenters) : NodeSoapFacts(vCenters.Usual);
