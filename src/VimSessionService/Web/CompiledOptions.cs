using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace VimSessionService.Web;

/// <summary>
/// The options that are read at start, registered type by type. The framework registers options as open generic types; of these a native program
/// has to assemble each type while it starts, which takes a million instructions for each.
/// </summary>
internal static class CompiledOptions
{
    /// <summary>Registers the options of the host, of Kestrel and of the service as the framework would.</summary>
    public static IServiceCollection AddCompiledOptions(this IServiceCollection services) => services
        .AddCompiled<ConsoleLifetimeOptions>()
        .AddCompiled<FormOptions>()
        .AddCompiled<HealthCheckPublisherOptions>()
        .AddCompiled<HealthCheckServiceOptions>()
        .AddCompiled<HostOptions>()
        .AddCompiled<KestrelServerOptions>()
        .AddCompiled<RouteOptions>()
        .AddCompiled<SocketTransportOptions>()
        .AddCompiled<VimSessionServiceOptions>();

    private static IServiceCollection AddCompiled<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this IServiceCollection services)
        where T : class => services
        .AddSingleton<IOptions<T>>(static provider => new OptionsManager<T>(provider.GetRequiredService<IOptionsFactory<T>>()))
        .AddTransient<IOptionsFactory<T>>(static provider => new OptionsFactory<T>(
            provider.GetServices<IConfigureOptions<T>>(), provider.GetServices<IPostConfigureOptions<T>>(), provider.GetServices<IValidateOptions<T>>()));
}
