using System.Globalization;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>nmap's vmware-version script, which asks in the namespace urn:internalvim25 without SOAPAction or Content-Type.</summary>
public sealed class NmapTests(VCenter vCenter, PlainHttpVCenter plain) : IClassFixture<VCenter>, IClassFixture<PlainHttpVCenter>
{
    private static readonly ClientProgram Nmap = new("nmap", ["nmap"], ["--version"]);

    [Fact]
    public Task A_scan_over_https_recognises_a_vCenter() => ScanAsync(vCenter);

    [Fact]
    public Task A_scan_over_http_recognises_a_vCenter() => ScanAsync(plain);

    private static async Task ScanAsync(VCenter target)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var nmap = await Nmap.FindAsync(cancellationToken);
        var port = target.Service.Url.Port.ToString(CultureInfo.InvariantCulture);
        var scan = await ClientRun.StartAsync(
            nmap, ["-Pn", "-n", "-p", port, "--script", "+vmware-version", "127.0.0.1"], [], AppContext.BaseDirectory, cancellationToken);
        Assert.True(scan.ExitCode == 0, scan.Output);
        var facts = scan.Lines.Select(line => line.TrimStart('|', '_', ' ')).ToArray();
        Assert.True(facts.Contains("Server version: VMware vCenter Server 8.0.3"), scan.Output + target.Service.Log);
        Assert.Contains("Locale version: INTL 000", facts);
        Assert.Contains("OS type: linux-x64", facts);
        Assert.Contains("Product Line ID: vpx", facts);
        Assert.Contains(facts, fact => fact.StartsWith("Build: ", StringComparison.Ordinal));
    }
}
