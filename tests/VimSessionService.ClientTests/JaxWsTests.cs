using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>JAX-WS, the reference implementation: a Java client that <c>wsimport</c> makes of the WSDL of the whole API, as that of VMware's SDK for Java is made.</summary>
public sealed class JaxWsTests
{
    private const string Packages = "jaxws default-jdk-headless";
    private const string Jars = "/usr/share/java";

    private static readonly ClientProgram Generator = new(Packages, ["wsimport"], ["-version"]);
    private static readonly ClientProgram Compiler = new(Packages, ["javac"], ["-version"]);
    private static readonly ClientProgram Runtime = new(Packages, ["java"], ["-version"]);

    /// <summary>Generating and compiling six thousand classes takes half a minute each.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly string[] Libraries =
    [
        "jaxws-api", "jaxws-rt", "jaxb-api", "jaxb-core", "jaxb-runtime", "saaj-impl", "stax-ex", "streambuffer", "metro-policy", "txw2",
        "istack-commons-runtime", "gmbal", "mimepull", "javax.activation", "FastInfoset",
    ];

    [Theory]
    [InlineData("8.0.3.0")]
    [InlineData("9.1.0.0")]
    public async Task A_client_of_the_whole_API(string version)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var vCenter = new VersionedInventory(version);
        await vCenter.InitializeAsync();
        using var wsdl = await SavedWsdl.OfAsync(vCenter.Url);
        var (sources, classes) = (Directory.CreateDirectory(Path.Combine(wsdl.Folder, "sources")).FullName, Directory.CreateDirectory(Path.Combine(wsdl.Folder, "classes")).FullName);
        var libraries = string.Join(Path.PathSeparator, Libraries.Select(static library => Path.Combine(Jars, $"{library}.jar")));

        await RunAsync(Generator, wsdl.Folder, ["-keep", "-Xnocompile", "-s", sources, "-p", "com.vmware.vim25", wsdl.File]);
        await File.WriteAllLinesAsync(
            Path.Combine(wsdl.Folder, "files"), Directory.EnumerateFiles(sources, "*.java", SearchOption.AllDirectories).Append(Path.Combine(Scripts.Folder("jaxws"), "Session.java")), cancellationToken);
        await RunAsync(Compiler, wsdl.Folder, ["-nowarn", "-d", classes, "-cp", libraries, "@files"]);
        var run = await ClientRun.StartAsync(
            await Runtime.FindAsync(cancellationToken),
            ["-cp", $"{libraries}{Path.PathSeparator}{classes}", "Session"],
            [.. vCenter.Environment, new("VIM_WSDL", wsdl.File)],
            wsdl.Folder,
            cancellationToken,
            Patience);
        run.AssertFacts(26, vCenter.Services);
    }

    private static async Task RunAsync(ClientProgram program, string folder, string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var run = await ClientRun.StartAsync(await program.FindAsync(cancellationToken), arguments, [], folder, cancellationToken, Patience);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    /// <summary>A vCenter of a version that serves the small built-in inventory.</summary>
    private sealed class VersionedInventory(string version) : InventoryVCenter
    {
        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--api-version", version];
    }
}
