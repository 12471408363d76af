using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog.Core;
using VimSessionService.Endpoint;
using VimSessionService.Hosting;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;
using VimSessionService.Logging;
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

    private const string UserName = "administrator@vsphere.local";
    private const string Password = "bench-only";

    private readonly ServiceProvider _services;
    private readonly SdkEndpoint _endpoint;
    private string _cookie = "";

    /// <summary>Puts the service together as its host does.</summary>
    public EndpointBenchmarks()
    {
        var settings = BenchService.Settings(UserName, Password, maxSessions: 3000);
        _services = new ServiceCollection().AddProgramServices(settings).AddVimSessionService(service => service.Take(settings)).BuildServiceProvider();
        _endpoint = _services.GetRequiredService<SdkEndpoint>();
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
    public Task FetchCurrentSession() => CallAsync(Fetch, _cookie);

    [Benchmark]
    public Task RetrieveSessionManager() => CallAsync(Retrieve, _cookie);

    private async Task<string?> CallAsync(byte[] body, string? cookie)
    {
        await using var request = new MemoryStream(body, writable: false);
        var exchange = new MemoryExchange(request, cookie);
        await _endpoint.HandleAsync(exchange);
        return exchange.Status == 200 ? exchange.Cookie : throw new InvalidOperationException($"The answer is {exchange.Status}");
    }
}
