using System.Collections.Concurrent;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Programs that use govmomi, built from Debian's package of its source.</summary>
public static class GovmomiProgram
{
    private const string DebianPath = "/usr/share/gocode";

    private static readonly KeyValuePair<string, string>[] GoPath =
        [new("GO111MODULE", "off"), new("GOPATH", DebianPath), new("GOFLAGS", ""), new("CGO_ENABLED", "0")];

    /// <summary>Each program is built once, whichever test needs it first.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<ClientRun>>> Builds = new(StringComparer.Ordinal);

    private static readonly ClientProgram Go = new("golang-go", ["go"], ["version"]);

    /// <summary>Runs "go test" for a package below one of the folders and returns what it wrote.</summary>
    public static async Task<ClientRun> TestAsync(string goPath, string package, IEnumerable<KeyValuePair<string, string>> environment, TimeSpan patience)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var go = await FindAsync(cancellationToken);
        KeyValuePair<string, string> path = new("GOPATH", $"{goPath}{Path.PathSeparator}{DebianPath}");
        return await ClientRun.StartAsync(go, ["test", "-count=1", "-v", package], [.. GoPath, path, .. environment], goPath, cancellationToken, patience);
    }

    /// <summary>Builds the program of a folder under <c>Clients</c>, runs it and asserts that it states so many facts.</summary>
    public static async Task AssertAsync(VCenter vCenter, string folderName, int facts)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var go = await FindAsync(cancellationToken);
        var folder = Scripts.Folder(folderName);
        var build = await Builds.GetOrAdd(
            folder, new Lazy<Task<ClientRun>>(() => ClientRun.StartAsync(go, ["build", "-o", "client", "."], GoPath, folder, CancellationToken.None))).Value;
        Assert.True(build.ExitCode == 0, build.Output);
        var run = await ClientRun.StartAsync(Path.Combine(folder, "client"), [], vCenter.Environment, folder, cancellationToken);
        run.AssertFacts(facts, vCenter.Services);
    }

    private static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var go = await Go.FindAsync(cancellationToken);
        if (!Directory.Exists($"{DebianPath}/src/github.com/vmware/govmomi"))
        {
            throw ClientProgram.Missing(
                "golang-github-vmware-govmomi-dev is not installed (apt-get install golang-github-vmware-govmomi-dev)");
        }

        return go;
    }
}
