using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>gSOAP: a C++ client that <c>wsdl2h</c> and <c>soapcpp2</c> make of the served WSDL.</summary>
public sealed class GsoapTests(VCenter vCenter, InventoryVCenter inventory) : IClassFixture<VCenter>, IClassFixture<InventoryVCenter>
{
    private const string Packages = "gsoap libgsoap-dev libssl-dev g++";

    private static readonly ClientProgram Reader = new(Packages, ["wsdl2h"], ["-V"]);
    private static readonly ClientProgram Generator = new(Packages, ["soapcpp2"], ["-V"]);
    private static readonly ClientProgram Compiler = new(Packages, ["g++"], ["--version"]);

    /// <summary>Compiling takes a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_client_of_the_session_layer()
    {
        using var wsdl = await GenerateAsync(vCenter);
        var client = Path.Combine(wsdl.Folder, "client");
        await RunAsync(Compiler, wsdl.Folder, "-O0", "-w", "-DWITH_OPENSSL", "-DWITH_COOKIES", "-I.", "soapC.cpp", "soapVimBindingProxy.cpp", Path.Combine(Scripts.Folder("gsoap"), "session.cpp"), "-o", client, "-lgsoapssl++", "-lssl", "-lcrypto");

        var run = await ClientRun.StartAsync(client, [], vCenter.Environment, wsdl.Folder, TestContext.Current.CancellationToken);
        run.AssertFacts(15, vCenter.Services);
    }

    /// <summary>It is not compiled: its 150 MB of source take a compiler longer than all other clients together.</summary>
    [Fact]
    public async Task The_whole_API_is_generated()
    {
        using var wsdl = await GenerateAsync(inventory);
        var proxy = await File.ReadAllTextAsync(Path.Combine(wsdl.Folder, "soapVimBindingProxy.h"), TestContext.Current.CancellationToken);
        Assert.Contains(" PowerOnVM_USCORETask(vim25__PowerOnVMRequestType *", proxy, StringComparison.Ordinal);
        Assert.Contains(" LoginByToken(vim25__LoginByTokenRequestType *", proxy, StringComparison.Ordinal);
    }

    private static async Task<SavedWsdl> GenerateAsync(VCenter vCenter)
    {
        var wsdl = await SavedWsdl.OfAsync(vCenter.Url);
        await RunAsync(Reader, wsdl.Folder, "-t", Path.Combine(Scripts.Folder("gsoap"), "typemap.dat"), "-o", "vim.h", wsdl.File);
        await RunAsync(Generator, wsdl.Folder, "-C", "-j", "-x", "-L", "-I/usr/share/gsoap/import", "vim.h");
        return wsdl;
    }

    private static async Task RunAsync(ClientProgram program, string folder, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var run = await ClientRun.StartAsync(await program.FindAsync(cancellationToken), arguments, [], folder, cancellationToken, Patience);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
