using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.ViJson;
using VimSessionService.Hosting;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;
using VimSessionService.Web;

namespace VimSessionService.Benchmarks;

/// <summary>Whole calls through the endpoint, without a server.</summary>
[MemoryDiagnoser]
public class EndpointBenchmarks : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(Calls.RetrieveServiceContent);
    private static readonly byte[] LoginCall = Encoding.UTF8.GetBytes(Calls.Login(UserName, Password));
    private static readonly byte[] LogoutCall = Encoding.UTF8.GetBytes(Calls.Logout);
    private static readonly byte[] Fetch = Encoding.UTF8.GetBytes(Calls.FetchCurrentSession);
    private static readonly byte[] Retrieve = Encoding.UTF8.GetBytes(Calls.RetrieveSessionManager);

    private static readonly byte[] JsonLogin = Encoding.UTF8.GetBytes($$"""{"userName":"{{UserName}}","password":"{{Password}}"}""");
    private static readonly byte[] JsonRetrieve = Encoding.UTF8.GetBytes(
        """{"specSet":[{"propSet":[{"type":"SessionManager","all":true}],"objectSet":[{"obj":{"type":"SessionManager","value":"SessionManager"},"skip":false}]}],"options":{}}""");

    private const string UserName = "administrator@vsphere.local";
    private const string Password = "bench-only";

    private readonly ServiceProvider _services;
    private readonly SdkEndpoint _endpoint;
    private readonly ViJsonFormat _viJson;
    private string _cookie = "";

    /// <summary>Puts the service together as its host does.</summary>
    public EndpointBenchmarks()
    {
        var settings = BenchService.Settings(UserName, Password, maxSessions: 3000);
        _services = new ServiceCollection().AddProgramServices(settings).AddVimSessionService(service => service.Take(settings)).BuildServiceProvider();
        _endpoint = _services.GetRequiredService<SdkEndpoint>();
        _viJson = _services.GetRequiredService<ViJsonFormat>();
    }

    /// <summary>Logs in for the calls that need a session.</summary>
    [GlobalSetup]
    public async Task LogIn() => _cookie = await CallAsync(LoginCall, null) ?? throw new InvalidOperationException("The login gave no cookie");

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _services.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public Task RetrieveServiceContent() => CallAsync(Content, null);

    [Benchmark]
    public async Task LoginAndLogout() => await CallAsync(LogoutCall, await CallAsync(LoginCall, null));

    [Benchmark]
    public async Task LoginAndLogoutByViJson() =>
        await JsonAsync("SessionManager/SessionManager/Logout", [], await JsonAsync("SessionManager/SessionManager/Login", JsonLogin, null));

    [Benchmark]
    public Task RetrieveSessionManagerByViJson() => JsonAsync("PropertyCollector/propertyCollector/RetrievePropertiesEx", JsonRetrieve, _cookie.Split('"')[1]);

    [Benchmark]
    public Task FetchCurrentSession() => CallAsync(Fetch, _cookie);

    [Benchmark]
    public Task RetrieveSessionManager() => CallAsync(Retrieve, _cookie);

    private async Task<string?> JsonAsync(string member, byte[] body, string? session)
    {
        await using var request = new MemoryStream(body, writable: false);
        var exchange = new MemoryExchange(request, session: session, path: "/sdk/vim25/8.0.3.0/" + member);
        await _endpoint.Calls.HandleAsync(_viJson, exchange);
        return exchange.Status is 200 or 204 ? exchange.Session : throw new InvalidOperationException($"The answer is {exchange.Status}");
    }

    private async Task<string?> CallAsync(byte[] body, string? cookie)
    {
        await using var request = new MemoryStream(body, writable: false);
        var exchange = new MemoryExchange(request, cookie);
        await _endpoint.HandleAsync(exchange);
        return exchange.Status == 200 ? exchange.Cookie : throw new InvalidOperationException($"The answer is {exchange.Status}");
    }
}
