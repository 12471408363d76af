using CoreWCF.Channels;
using CoreWCF.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Hosting;

namespace VimSessionService.CoreWcf;

/// <summary>Serves the SOAP calls of the service by CoreWCF.</summary>
public static class CoreWcfExtensions
{
    private const string Path = "/sdk";

    /// <summary>Below this are calls in another format than SOAP.</summary>
    private const string JsonPath = "/sdk/vim25";

    /// <summary>Registers CoreWCF and the operation that takes the calls, beside <see cref="VimSessionServiceExtensions.AddVimSessionService"/>.</summary>
    /// <param name="services">The services of the host.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddVimSessionServiceCoreWcf(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddServiceModelServices().AddSingleton<VimSdk>();
    }

    /// <summary>
    /// Takes SOAP calls, which are <c>POST</c> at <c>/sdk</c>, before the routes of the host do. Everything else of the service is
    /// served by <see cref="VimSessionServiceExtensions.MapVimSessionService"/>, which must be called too.
    /// </summary>
    /// <param name="app">The host.</param>
    /// <returns><paramref name="app"/>.</returns>
    public static IApplicationBuilder UseVimSessionServiceCoreWcf(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseWhen(IsSoap, static branch => branch
            .Use(static (context, next) =>
            {
                Prepare(context);
                return next(context);
            })
            .UseServiceModel(static services => services
                .AddService<VimSdk>()
                .AddServiceEndpoint<VimSdk, IVimSdk>(Binding(new HttpTransportBindingElement()), AddressOf(Uri.UriSchemeHttp))
                .AddServiceEndpoint<VimSdk, IVimSdk>(Binding(new HttpsTransportBindingElement()), AddressOf(Uri.UriSchemeHttps))));
    }

    private static bool IsSoap(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments(JsonPath, StringComparison.Ordinal);

    /// <summary>Lets CoreWCF close responses, and undoes what it adds to them.</summary>
    private static void Prepare(HttpContext context)
    {
        // It flushes a response synchronously when it closes it. Everything is sent by then, so that no thread waits. A server that does not
        // allow this would have the connection aborted after the response, which can be lost with it.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                if (headers.Connection == "keep-alive") // CoreWCF sets it, and HTTP/1.1 implies it; a response that is cut has "close"
                    headers.Connection = default;
                return Task.CompletedTask;
            },
            context.Response);
    }

    /// <summary>The service bounds sizes and times by itself, and answers as a vCenter does; CoreWCF must not do it first.</summary>
    private static CustomBinding Binding(HttpTransportBindingElement transport)
    {
        transport.TransferMode = CoreWCF.TransferMode.Streamed;
        transport.MaxReceivedMessageSize = long.MaxValue;
        transport.ManualAddressing = true;
        return new CustomBinding(new RawEncoding(), transport) { SendTimeout = TimeSpan.MaxValue, ReceiveTimeout = TimeSpan.MaxValue };
    }

    /// <summary>An address of any host: CoreWCF compares the scheme and the path only.</summary>
    private static Uri AddressOf(string scheme) => new($"{scheme}://localhost{Path}");
}
