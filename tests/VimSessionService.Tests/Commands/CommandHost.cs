using System.Net;
using Microsoft.AspNetCore.Builder;
using VimSessionService.Admin.Listening;
using VimSessionService.CommandLine;
using VimSessionService.Lab.Clock;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.Commands;

/// <summary>A service in this process with its admin API on a listener of its own, and the commands as a user types them.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    public const string Token = "0123456789abcdef-token";

    private readonly WebApplication _app;
    private readonly LabClock _clock = new();

    private CommandHost() => _app = TestHost.Build(TestHost.Settings(new ServiceOptions { Tls = new TlsOptions { Enabled = false } }) with
    {
        Admin = new AdminApiAccess(new AdminListen(IPAddress.Loopback, 0), "127.0.0.1", Token, []),
        Time = _clock,
        Accounts = new Accounts
        {
            Users =
            [
                new UserEntry { Name = "administrator@vsphere.local", Password = RunningService.Password, Role = "Admin" },
                new UserEntry { Name = "svc@vsphere.local", Password = RunningService.Password, Role = "ReadOnly" },
            ],
        },
    });

    public TemporaryDirectory Directory { get; } = new();

    public Dictionary<string, string> Environment { get; } = [];

    public TextReader Input { get; set; } = TextReader.Null;

    /// <summary>The URL of the admin API.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>A client of the vSphere API.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<CommandHost> StartAsync()
    {
        var host = new CommandHost();
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Url = ((AdminListener)host._app.Services.GetService(typeof(AdminListener))!).Url!;
        host.Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(host._app.Urls.First()) };
        host.Environment["XDG_DATA_HOME"] = host.Directory.Path;
        host.Environment["VIMSESSION_ADMIN_URL"] = host.Url.ToString();
        host.Environment["VIMSESSION_ADMIN_TOKEN"] = Token;
        return host;
    }

    /// <summary>Runs a command that a shell would split at blanks.</summary>
    public Task<Ran> RunAsync(string line) => RunAsync(line.Split(' '));

    /// <summary>Runs a command.</summary>
    public async Task<Ran> RunAsync(string[] arguments, CancellationToken? cancellationToken = null)
    {
        await using StringWriter output = new(), error = new();
        output.NewLine = error.NewLine = "\n";
        var surroundings = new ProcessEnvironment(Environment, Directory.Path, Input, static (_, _) => { });
        var code = await ServiceCommand.RunAsync(arguments, surroundings, output, error, cancellationToken ?? TestContext.Current.CancellationToken);
        return new Ran(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed; the result is what it wrote.</summary>
    public async Task<string> DoAsync(string line)
    {
        var ran = await RunAsync(line);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        return ran.Output;
    }

    /// <summary>Logs in; the result is the cookie.</summary>
    public Task<string> LoginAsync(string user = "svc@vsphere.local") => Client.LoginAsync(user);

    /// <summary>The status of a login.</summary>
    public async Task<int> StatusOfLoginAsync(string user, string password)
    {
        var (response, _) = await Client.CallAsync(Wire.Soap.Login(user, password));
        using (response)
            return (int)response.StatusCode;
    }

    /// <summary>Writes the file by which commands find the service.</summary>
    public AdminFile WriteAdminFile(string directory) => AdminFile.Write(DataDirectory.Open(directory, Environment), Url, Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _clock.Dispose();
        Directory.Dispose();
    }

    /// <summary>What became of a command.</summary>
    internal sealed record Ran(int Code, string Output, string Error);
}
