using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VimSessionService.Admin.Http;

namespace VimSessionService.Admin.Listening;

/// <summary>
/// The listener of the admin API: a server beside the host's own, so that nothing of it is in the way of the calls that clients make, and an outage of those
/// leaves it alone. Its routes are made at the first request.
/// </summary>
/// <param name="services">The services of the host.</param>
/// <param name="listen">Where to listen.</param>
/// <param name="path">The path of the API.</param>
/// <param name="map">Maps the routes of the API.</param>
internal sealed partial class AdminListener(IServiceProvider services, AdminListen listen, string path, Action<IEndpointRouteBuilder> map) : IHostedService, IDisposable
{
    private readonly Lazy<RequestDelegate> _pipeline = new(() => BuildPipeline(services, map));
    private readonly ILoggerFactory _loggers = services.GetRequiredService<ILoggerFactory>();
    private KestrelServer? _server;

    /// <summary>Where it listens; null before it has started.</summary>
    public Uri? Url { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var port = listen.Port;
        try
        {
            await StartAsync(listen.Address, port, cancellationToken);
        }
        catch (IOException failure) when (listen.MoveWhenInUse && failure.InnerException is AddressInUseException)
        {
            _server?.Dispose();
            await StartAsync(listen.Address, 0, cancellationToken);
            Log.Moved(_loggers.CreateLogger<AdminListener>(), port, Url);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();

    private async Task StartAsync(IPAddress? address, int port, CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = 256;
        if (address is null)
            kestrel.ListenAnyIP(port, Configure);
        else
            kestrel.Listen(address, port, Configure);
        _server = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), _loggers), _loggers);
        await _server.StartAsync(new Application(services.GetRequiredService<IHttpContextFactory>(), _pipeline), cancellationToken);
        var bound = new Uri(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        Url = new Uri(bound, path);
        static void Configure(ListenOptions options) => options.Protocols = HttpProtocols.Http1;
    }

    private static RequestDelegate BuildPipeline(IServiceProvider services, Action<IEndpointRouteBuilder> map)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(map);
        app.Run(static context => ProblemAnswer.WriteAsync(context, ProblemException.NotFound("path", context.Request.Path).Problem));
        return app.Build();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Port {Port} is in use; the admin API is at {Url}. Name another port with --admin-listen, or switch it off with --admin-listen off")]
        public static partial void Moved(ILogger logger, int port, Uri? url);
    }

    private sealed class Application(IHttpContextFactory contexts, Lazy<RequestDelegate> pipeline) : Microsoft.AspNetCore.Hosting.Server.IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => contexts.Create(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => pipeline.Value(context);

        public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);
    }
}
