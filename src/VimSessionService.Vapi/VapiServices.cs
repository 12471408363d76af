using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;
using VimSessionService.Identity.Saml;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.Sessions;

namespace VimSessionService.Vapi;

/// <summary>Registers the vSphere Automation API.</summary>
internal static class VapiServices
{
    /// <summary>Adds it; what is registered already stays. The endpoint and what it needs must be registered too.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="issuesTokens">Tells whether the service issues tokens itself.</param>
    public static IServiceCollection AddVapi(this IServiceCollection services, Func<IServiceProvider, bool> issuesTokens)
    {
        services.TryAddSingleton(static _ => new VapiSessionLimits());
        services.TryAddSingleton(SettingsOf);
        services.TryAddSingleton(provider => new RestChallenge(
            provider.GetService<ServerCertificateInfo>() ?? new ServerCertificateInfo(),
            issuesTokens(provider) ? provider.GetRequiredService<AccountDirectory>().SsoDomain : null));
        services.TryAddSingleton<RestFormat>();
        services.TryAddSingleton(static provider =>
        {
            var challenge = provider.GetRequiredService<RestChallenge>();
            return new JsonRpcFormat(
                provider.GetRequiredService<VapiSettings>(),
                exchange => challenge.For(exchange.FirstHeader("Host"), exchange.IsSecure),
                provider.GetRequiredService<RequestBuffers>());
        });
        services.TryAddSingleton(static provider => new SeparateSessions(provider, provider.GetRequiredService<VapiSettings>().SessionManager));
        services.TryAddSingleton(static provider =>
        {
            var settings = provider.GetRequiredService<VapiSettings>();
            var calls = settings.HasOneSession || settings.IsHost ? provider.GetRequiredService<CallEndpoint>() : provider.GetRequiredService<SeparateSessions>().Calls;
            return new VapiEndpoint(settings, calls, provider.GetRequiredService<RestFormat>(), provider.GetRequiredService<JsonRpcFormat>());
        });
        return services;
    }

    private static VapiSettings SettingsOf(IServiceProvider provider)
    {
        var product = provider.GetRequiredService<ServedProduct>();
        var endpoint = provider.GetRequiredService<EndpointSettings>();
        var isApart = product.ApiVersion < VapiSettings.OneSessionSince;
        return new VapiSettings
        {
            Version = product.ApiVersion,
            IsHost = product.IsHost,
            SessionManager = provider.GetRequiredService<ServiceFlavor>().Content.SessionManager!,
            RootFolder = product.RootFolder,
            MaxRequestBytes = endpoint.MaxRequestBytes,
            MaxTokenBytes = provider.GetRequiredService<AssertionSettings>().MaxTokenBytes,
            MaxDepth = endpoint.Limits.MaxDepth,
            IsFederated = provider.GetRequiredService<AccessSettings>().IsFederated,
            MaxSessions = isApart ? provider.GetRequiredService<VapiSessionLimits>().MaxUserSessions : provider.GetRequiredService<SessionSettings>().MaxSessions,
        };
    }
}
