using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint;
using VimSessionService.Identity.Saml;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.Sessions;

namespace VimSessionService.Vapi;

/// <summary>Registers the vSphere Automation API.</summary>
internal static class VapiServices
{
    /// <summary>
    /// Adds what its doors have in common; what is registered already stays. The endpoint and what it needs must be registered too. With an <see cref="OpenIdOptions"/> and an
    /// <see cref="IOpenIdKeys"/> access tokens are accepted.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="issuesTokens">Tells whether the service issues tokens itself.</param>
    public static IServiceCollection AddVapi(this IServiceCollection services, Func<IServiceProvider, bool> issuesTokens)
    {
        services.TryAddSingleton(static _ => new VapiSessionLimits());
        services.TryAddSingleton(provider => SettingsOf(provider, issuesTokens(provider)));
        services.TryAddSingleton(static provider => new RestChallenge(
            provider.GetService<ServerCertificateInfo>() ?? new ServerCertificateInfo(),
            provider.GetRequiredService<VapiServer>().IssuesTokens ? provider.GetRequiredService<AccountDirectory>().SsoDomain : null));
        services.TryAddSingleton(static provider => new OpenIdAccess(AccessTokens.Of(provider), provider.GetRequiredService<VapiServer>().Version));
        services.TryAddSingleton(static provider => new SeparateSessions(provider, provider.GetRequiredService<VapiServer>().SessionManager));
        services.AddSingleton(static provider => KeepsSessionsApart(provider) ? provider.GetRequiredService<SeparateSessions>().Store : new SeparateStore(null, null, IsShared: false));
        services.TryAddSingleton(static provider => new VapiCalls(
            KeepsSessionsApart(provider) ? provider.GetRequiredService<SeparateSessions>().Calls : provider.GetRequiredService<CallEndpoint>()));
        return services;
    }

    private static bool KeepsSessionsApart(IServiceProvider provider) => provider.GetRequiredService<VapiServer>() is { HasOneSession: false, IsHost: false };

    private static VapiServer SettingsOf(IServiceProvider provider, bool issuesTokens)
    {
        var product = provider.GetRequiredService<ServedProduct>();
        var endpoint = provider.GetRequiredService<EndpointOptions>();
        var isApart = product.ApiVersion < VapiServer.OneSessionSince;
        return new VapiServer
        {
            Version = product.ApiVersion,
            IsHost = product.IsHost,
            IssuesTokens = issuesTokens,
            SessionManager = provider.GetRequiredService<ServiceFlavor>().Content.SessionManager!,
            RootFolder = product.RootFolder,
            MaxRequestBytes = endpoint.MaxRequestBytes,
            MaxTokenBytes = provider.GetRequiredService<AssertionOptions>().MaxTokenBytes,
            MaxDepth = endpoint.Limits.MaxDepth,
            IsFederated = provider.GetRequiredService<AccessOptions>().IsFederated,
            MaxSessions = isApart ? provider.GetRequiredService<VapiSessionLimits>().MaxUserSessions : provider.GetRequiredService<SessionLimits>().MaxSessions,
        };
    }
}
