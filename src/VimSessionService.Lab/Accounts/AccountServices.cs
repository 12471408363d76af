using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Accounts;

/// <summary>Registers locked and disabled accounts.</summary>
internal static class AccountServices
{
    /// <summary>Adds them to the check of passwords that is registered.</summary>
    public static IServiceCollection AddAccountLocks(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new AccountLocks(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ISharedTable>(static provider => new LockTable(provider.GetRequiredService<AccountLocks>(), provider.GetRequiredService<TimeProvider>()));
        var registered = services.Last(static service => service.ServiceType == typeof(ICredentialValidator));
        services.Remove(registered);
        return services.AddSingleton<ICredentialValidator>(provider => new LockoutCredentialValidator(
            provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<AccountLocks>(), provider.GetRequiredService<ITableChanges>(), Make(registered, provider)));
    }

    private static ICredentialValidator Make(ServiceDescriptor registered, IServiceProvider provider) =>
        (ICredentialValidator)(registered.ImplementationInstance
            ?? registered.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
}
