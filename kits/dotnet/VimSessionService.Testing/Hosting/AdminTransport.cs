using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin;
using VimSessionService.AdminClient;

namespace VimSessionService.Testing.Hosting;

/// <summary>
/// The admin API without a listener: requests go from the client to its routes within the process. The routes are made at the first request, since most tests
/// need none of them.
/// </summary>
internal sealed class AdminTransport : IDisposable
{
    private readonly TestServer _server;
    private readonly HttpClient _http;

    private AdminTransport(TestServer server)
    {
        _server = server;
        _http = server.CreateClient();
        _http.Timeout = Timeout.InfiniteTimeSpan;
        Client = new AdminApiClient(_http, new Uri(_http.BaseAddress!, AdminServiceExtensions.Prefix), token: null);
    }

    /// <summary>Calls the API.</summary>
    public AdminApiClient Client { get; }

    /// <summary>Makes one for a host.</summary>
    public static async Task<AdminTransport> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var server = new TestServer(services);
        await ((IServer)server).StartAsync(new Application(services), cancellationToken).ConfigureAwait(false);
        return new AdminTransport(server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
        _server.Dispose();
    }

    private sealed class Application(IServiceProvider services) : IHttpApplication<HttpContext>
    {
        private readonly IHttpContextFactory _contexts = services.GetRequiredService<IHttpContextFactory>();
        private readonly Lazy<RequestDelegate> _pipeline = new(() => BuildPipeline(services));

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => _contexts.Create(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => _pipeline.Value(context);

        public void DisposeContext(HttpContext context, Exception? exception) => _contexts.Dispose(context);

        private static RequestDelegate BuildPipeline(IServiceProvider services)
        {
            var app = new ApplicationBuilder(services);
            app.UseRouting();
            app.UseEndpoints(static endpoints => endpoints.MapVimSessionAdmin());
            return app.Build();
        }
    }
}
