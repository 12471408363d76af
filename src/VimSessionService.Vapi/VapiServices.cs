using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.TokenExchange;

namespace VimSessionService.Vapi;

/// <summary>Registers the vSphere Automation API.</summary>
internal static class VapiServices
{
    /// <summary>
    /// Adds it; what is registered already stays. The endpoint and what it needs must be registered too. With an <see cref="OpenIdSettings"/> and an <see cref="IOpenIdKeys"/> access tokens are
    /// accepted, with a <see cref="SharedSessionSettings"/> clone tickets of one session are given.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="issuesTokens">Tells whether the service issues tokens itself.</param>
    public static IServiceCollection AddVapi(this IServiceCollection services, Func<IServiceProvider, bool> issuesTokens)
    {
        services.TryAddSingleton(static _ => new VapiSessionLimits());
        services.TryAddSingleton(SettingsOf);
        services.TryAddSingleton(provider => new RestChallenge(
            provider.GetService<ServerCertificateInfo>() ?? new ServerCertificateInfo(),
            issuesTokens(provider) ? provider.GetRequiredService<AccountDirectory>().SsoDomain : null));
        services.TryAddSingleton(provider => new OpenIdAccess(AccessTokensOf(provider), provider.GetRequiredService<VapiSettings>().Version));
        services.TryAddSingleton<RestFormat>();
        services.TryAddSingleton(static provider => new ExchangedTokens(
            provider.GetRequiredService<ISigningKeys>(),
            provider.GetRequiredService<PrincipalMapping>(),
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<StsSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Randomness>()));
        services.TryAddSingleton(static provider => new TokenExchangeEndpoint(
            provider.GetRequiredService<VapiSettings>(),
            AccessTokensOf(provider)!,
            provider.GetRequiredService<ExchangedTokens>(),
            provider.GetRequiredService<RestChallenge>(),
            provider.GetRequiredService<RequestBuffers>(),
            provider.GetRequiredService<CallObservers>(),
            provider.GetRequiredService<RequestSteps>(),
            provider.GetRequiredService<ServiceLimits>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IHeldSession, OwnHeldSession>();
        services.TryAddSingleton(static provider => new CommonSession(
            provider.GetRequiredService<SharedSessionSettings>(),
            provider.GetRequiredService<IHeldSession>(),
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<SessionScopes>(),
            provider.GetRequiredService<PrincipalMapping>()));
        services.TryAddSingleton(static provider => new SharedSessionEndpoint(
            provider.GetRequiredService<CallEndpoint>(),
            new SharedSessionFormat(
                provider.GetRequiredService<SharedSessionSettings>(), provider.GetRequiredService<VapiSettings>(), provider.GetRequiredService<CommonSession>())));
        services.TryAddSingleton(static provider =>
        {
            var challenge = provider.GetRequiredService<RestChallenge>();
            return new JsonRpcFormat(
                provider.GetRequiredService<VapiSettings>(),
                exchange => challenge.For(exchange.FirstHeader("Host"), exchange.IsSecure),
                provider.GetRequiredService<OpenIdAccess>(),
                provider.GetRequiredService<RequestBuffers>());
        });
        services.TryAddSingleton(static provider => new SeparateSessions(provider, provider.GetRequiredService<VapiSettings>().SessionManager));
        services.AddSingleton(static provider => KeepsSessionsApart(provider) ? provider.GetRequiredService<SeparateSessions>().Store : new SeparateStore(null, null));
        services.TryAddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<VapiSettings>();
            var calls = KeepsSessionsApart(provider) ? provider.GetRequiredService<SeparateSessions>().Calls : provider.GetRequiredService<CallEndpoint>();
            var exchanges = AccessTokensOf(provider) is not null && issuesTokens(provider) ? provider.GetRequiredService<TokenExchangeEndpoint>() : null;
            return new VapiEndpoint(settings, calls, provider.GetRequiredService<RestFormat>(), provider.GetRequiredService<JsonRpcFormat>(), exchanges);
        });
        return services;
    }

    private static bool KeepsSessionsApart(IServiceProvider provider) => provider.GetRequiredService<VapiSettings>() is { HasOneSession: false, IsHost: false };

    private static AccessTokens? AccessTokensOf(IServiceProvider provider) =>
        provider.GetService<OpenIdSettings>() is { } settings && provider.GetService<IOpenIdKeys>() is { } keys
            ? new AccessTokens(settings, keys, provider.GetRequiredService<TimeProvider>())
            : null;

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
