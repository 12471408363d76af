using System.Diagnostics;
using System.Xml.Linq;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests.Hosting;

/// <summary>The libraries as somebody gets them who does not have this repository: packages in a folder, and an empty project outside it.</summary>
public sealed class PackedLibraryTests(LocalPackages packages) : IClassFixture<LocalPackages>
{
    private const string Program = """
        using VimSessionService.Core;
        using VimSessionService.Core.Authentication;
        using VimSessionService.Core.Directory.Users;
        using VimSessionService.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<ICredentialValidator, OneUser>();
        builder.Services.AddVimSessionService();
        var app = builder.Build();
        app.MapVimSessionService();
        await app.StartAsync();
        Console.WriteLine($"listens {app.Urls.Single()}");
        await app.WaitForShutdownAsync();

        internal sealed class OneUser : ICredentialValidator
        {
            public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
                new(userName == "ci" && password == "secret" ? new UserIdentity("ci", "CI job", []) { RoleId = -1 } : null);
        }
        """;

    private const string Client = """
        import sys
        from pyVmomi import SoapStubAdapter, vim
        from pyVmomi.VmomiSupport import GetServiceVersions
        # A negative port is plain HTTP.
        stub = SoapStubAdapter(host="127.0.0.1", port=-int(sys.argv[1]), path="/sdk", version=GetServiceVersions("vim25")[1])
        content = vim.ServiceInstance("ServiceInstance", stub).RetrieveContent()
        content.sessionManager.Login("ci", "secret")
        print(content.sessionManager.currentSession.userName)
        content.sessionManager.Logout()
        """;

    private const string KitTests = """
        using VimSessionService.AdminClient;
        using VimSessionService.ClientTests.Clients.Wcf;
        using VimSessionService.Testing.Xunit;
        using Xunit;

        public sealed class LeakChecked : VimServerFixture
        {
            public override bool ChecksLeaks => true;
        }

        public sealed class SessionTests(LeakChecked fixture) : VimServerTests<LeakChecked>(fixture)
        {
            [Fact]
            public async Task A_session_expires_and_the_client_logs_in_again()
            {
                await using var client = new VimClient(VCenter.Url);
                var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);
                await client.Port.LoginAsync(content.SessionManager!, VCenter.UserName, VCenter.Password);

                VCenter.Clock.Advance(TimeSpan.FromMinutes(31));

                Assert.Null(await client.CurrentSessionAsync(content));
                await client.Port.LoginAsync(content.SessionManager!, VCenter.UserName, VCenter.Password);
                await client.Port.LogoutAsync(content.SessionManager!);
                await VCenter.Journal.ShouldHaveCalledAsync("Login", times: 2, cancellationToken: TestContext.Current.CancellationToken);
            }

            [Fact]
            public async Task A_fault_of_the_test_reaches_the_client()
            {
                AdminApiClient admin = VCenter.Admin;
                var rule = VCenter.Faults.On("Login").Throw(new VimSessionService.Vim25.InvalidLogin());
                await using var client = new VimClient(VCenter.Url);
                var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

                await Assert.ThrowsAsync<System.ServiceModel.FaultException<InvalidLogin>>(() => client.Port.LoginAsync(content.SessionManager!, VCenter.UserName, VCenter.Password));

                rule.ShouldHaveBeenApplied(times: 1);
                Assert.Single((await admin.ListRulesAsync(TestContext.Current.CancellationToken)).Rules);
            }
        }
        """;

    [Fact]
    public async Task Every_package_tells_what_it_is_and_from_what_it_was_made()
    {
        var commit = await LocalPackages.CommitAsync();

        Assert.All(LocalPackages.Projects, project => packages.AssertMetadata(Path.GetFileNameWithoutExtension(project), commit));
        Assert.All(LocalPackages.Projects, project => packages.AssertComments(Path.GetFileNameWithoutExtension(project)));
        Assert.All(LocalPackages.Projects, project => packages.AssertSymbols(Path.GetFileNameWithoutExtension(project), commit));
        packages.AssertComments("VimSessionService.Testing", "M:VimSessionService.Testing.VimTestServer.StartAsync");
        packages.AssertComments("VimSessionService.Testing.Xunit", "T:VimSessionService.Testing.Xunit.VimServerFixture");
        packages.AssertComments("VimSessionService.AdminClient", "T:VimSessionService.AdminClient.AdminApiClient");
        packages.AssertComments("VimSessionService.Hosting", "M:VimSessionService.Hosting.VimSessionServiceExtensions.AddVimSessionService");
    }

    [Fact]
    public async Task An_empty_project_with_two_lines_and_a_plug_answers_pyVmomi()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var python = await ClientProgram.Python("python3-pyvmomi", "pyVmomi").FindAsync(cancellation);
        using var shell = new Shell();
        packages.WriteProject(Path.Combine(shell.Folder, "app.csproj"), "Microsoft.NET.Sdk.Web", [], ("VimSessionService.Hosting", LocalPackages.Version));
        await File.WriteAllTextAsync(Path.Combine(shell.Folder, "Program.cs"), Program, cancellation);
        await LocalPackages.DotnetAsync(shell.Folder, "build", "app.csproj", "-v", "q");
        Assert.DoesNotContain(Directory.EnumerateFiles(shell.Folder, "*.dll", SearchOption.AllDirectories), static file => Path.GetFileName(file).StartsWith("Serilog", StringComparison.Ordinal));

        using var app = Start(shell.Folder, Path.Combine("bin", "Debug", "net10.0", "app.dll"), "--urls", "http://127.0.0.1:0");
        try
        {
            string? line;
            do
                line = await app.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The program ended.");
            while (!line.StartsWith("listens ", StringComparison.Ordinal));
            var port = new Uri(line["listens ".Length..]).Port;
            var run = await ClientRun.StartAsync(python, ["-c", Client, $"{port}"], [], shell.Folder, cancellation);

            Assert.True(run.ExitCode == 0, run.Output);
            Assert.Equal("ci", run.Output.Trim());
        }
        finally
        {
            app.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Packages of the program and of the project that refers to it are of versions that go together.</summary>
    [Fact]
    public async Task A_project_outside_the_repository_that_refers_to_the_program_builds()
    {
        using var shell = new Shell();
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0"), new XElement("OutputType", "Exe"), new XElement("TreatWarningsAsErrors", "true")),
            new XElement("ItemGroup", new XElement("ProjectReference", new XAttribute("Include", Path.Combine(Repository.Root, "src", "VimSessionService", "VimSessionService.csproj")))));
        await File.WriteAllTextAsync(Path.Combine(shell.Folder, "app.csproj"), project.ToString(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(shell.Folder, "Program.cs"), "System.Console.WriteLine(typeof(VimSessionService.Hosting.VimSessionServiceExtensions).Name);", TestContext.Current.CancellationToken);

        await LocalPackages.DotnetAsync(shell.Folder, "build", "app.csproj", "-c", Configuration, "-p:BuildProjectReferences=false", "-v", "q");

        Assert.Contains("VimSessionServiceExtensions", await LocalPackages.DotnetAsync(shell.Folder, Path.Combine("bin", Configuration, "net10.0", "app.dll")), StringComparison.Ordinal);
    }

    /// <summary>The tests of somebody else, with the fixture and a client by WCF.</summary>
    [Fact]
    public async Task An_empty_test_project_with_the_kit_runs_its_tests()
    {
        using var shell = new Shell();
        string[] others = ["Microsoft.NET.Test.Sdk", "xunit.v3", "xunit.runner.visualstudio", "System.ServiceModel.Http", "System.Security.Cryptography.Xml"];
        packages.WriteProject(
            Path.Combine(shell.Folder, "app.csproj"),
            "Microsoft.NET.Sdk",
            [new XElement("OutputType", "Exe"), new XElement("IsTestProject", "true")],
            [("VimSessionService.Testing.Xunit", LocalPackages.Version), .. others.Select(static package => (package, LocalPackages.VersionOf(package)))]);
        await File.WriteAllTextAsync(Path.Combine(shell.Folder, "SessionTests.cs"), KitTests, TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "VimSessionService.ClientTests", "Clients", "Wcf"), "*.cs"))
            File.Copy(file, Path.Combine(shell.Folder, Path.GetFileName(file)));

        var output = await LocalPackages.DotnetAsync(shell.Folder, "test", "app.csproj");

        Assert.Matches(@"Failed:\s+0, Passed:\s+2, Skipped:\s+0", output);
    }

    /// <summary>How the program was built that these tests refer to.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
