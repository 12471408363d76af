using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.TokenExchange;

/// <summary>The door of token exchange. A service has it that knows an OpenID provider and issues tokens itself; at another its paths are as any other of REST.</summary>
internal sealed class TokenExchangeDoor : IDoor
{
    /// <summary>The oldest server that has the newer path.</summary>
    private const ApiVersion Since = ApiVersion.V7_0_2_0;

    /// <summary>The oldest server that has the older path.</summary>
    private const ApiVersion OldSince = ApiVersion.V7_0_0_0;

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "token-exchange",
        ExactPaths = [TokenExchangeEndpoint.Path, TokenExchangeEndpoint.OldPath],
        Operations = [TokenExchangeEndpoint.Operation, TokenExchangeEndpoint.OldOperation],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new ExchangedTokens(
            provider.GetRequiredService<ISigningKeys>(),
            provider.GetRequiredService<PrincipalMapping>(),
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<StsOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Randomness>()));
        services.TryAddSingleton(static provider => new TokenExchangeEndpoint(
            provider.GetRequiredService<VapiServer>(),
            AccessTokens.Of(provider)!,
            provider.GetRequiredService<ExchangedTokens>(),
            provider.GetRequiredService<RestChallenge>(),
            provider.GetRequiredService<RequestBuffers>(),
            provider.GetRequiredService<CallObservers>(),
            provider.GetRequiredService<RequestSteps>(),
            provider.GetRequiredService<ServiceLimits>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var server = services.GetRequiredService<VapiServer>();
        if (server.IsHost || !server.IssuesTokens || AccessTokens.Of(services) is null)
            return;
        var endpoint = services.GetRequiredService<TokenExchangeEndpoint>();
        if (server.Version >= Since)
            routes.MapExact(TokenExchangeEndpoint.Path, static _ => true, endpoint.HandleAsync);
        if (server.Version >= OldSince)
            routes.MapExact(TokenExchangeEndpoint.OldPath, static _ => true, endpoint.HandleAsync);
    }
}
