using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Trust;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity;

/// <summary>Registers single sign-on: the verification of tokens, the security token service and the lookup service.</summary>
internal static class IdentityServices
{
    /// <summary>
    /// Adds it; what is registered already stays. The core, an <see cref="IKeyFile"/> or <see cref="ISigningKeys"/>, and
    /// <see cref="LookupInstance"/> must be registered too. Tokens of every registered <see cref="ITrustedIssuers"/> may log in.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="issuesTokens">Tells whether the service issues tokens itself.</param>
    /// <param name="acceptsTokens">Tells whether there are logins by token.</param>
    public static IServiceCollection AddSingleSignOn(
        this IServiceCollection services, Func<IServiceProvider, bool> issuesTokens, Func<IServiceProvider, bool> acceptsTokens)
    {
        services.TryAddSingleton(provider => new TokenIssuing(issuesTokens(provider)));
        services.TryAddSingleton(static _ => new StsOptions());
        services.TryAddSingleton(static _ => new StsKeyOptions());
        services.TryAddSingleton(static _ => new AssertionOptions());
        services.TryAddSingleton<ISigningKeys, StsKeyRing>();
        services.TryAddSingleton(static _ => new ReplayLimits());
        services.TryAddSingleton(static _ => new NegotiationLimits());
        services.TryAddSingleton(static provider => ReplayMemories.InProcess(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ReplayLimits>()));
        services.TryAddSingleton<ITokenValidator>(provider =>
        {
            if (!acceptsTokens(provider))
                return null!; // the login by token then answers NotSupported
            var issuers = provider.GetServices<ITrustedIssuers>();
            if (provider.GetRequiredService<TokenIssuing>().IsOn)
                issuers = issuers.Prepend(provider.GetRequiredService<ISigningKeys>());
            return new SamlTokenValidator(
                new CombinedIssuers([.. issuers]), provider.GetRequiredService<AssertionOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ReplayMemories>());
        });
        services.TryAddSingleton<SecurityTokenService>();
        services.TryAddSingleton<LookupService>();
        services.TryAddSingleton(static provider => new StsDocuments(
            provider.GetRequiredService<ISigningKeys>(), provider.GetRequiredService<AccountDirectory>().SsoDomain));
        return services;
    }
}
