using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Changes;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Registration;

/// <summary>Registers users, roles, permissions, extensions, the inventory, and the checks of passwords and privileges.</summary>
internal static class DirectoryServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new AccessOptions());
        services.TryAddSingleton(static _ => new PasswordQueueLimits());
        services.TryAddSingleton(new ExtensionAuthorities([]));

        services.TryAddSingleton(static provider => new ServiceDirectory(
            provider.GetRequiredService<TimeProvider>(), isHost: provider.GetRequiredService<ServedProduct>().IsHost));
        services.TryAddSingleton(static provider => provider.GetRequiredService<ServiceDirectory>().Accounts);
        services.TryAddSingleton(static provider => provider.GetRequiredService<ServiceDirectory>().Roles);
        services.TryAddSingleton(static provider => provider.GetRequiredService<ServiceDirectory>().Permissions);
        services.TryAddSingleton(static provider => provider.GetRequiredService<ServiceDirectory>().Extensions);
        services.TryAddSingleton(static provider =>
        {
            var product = provider.GetRequiredService<ServedProduct>();
            return new InventoryTree(product.RootFolder, product.RootFolderName);
        });
        services.TryAddSingleton(static provider => new PrincipalDirectory(
            provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<PermissionTable>(), IsPermissive(provider)));

        services.TryAddSingleton(static provider => new PasswordCredentialValidator(
            provider.GetRequiredService<AccountDirectory>(), queue: provider.GetRequiredService<PasswordQueueLimits>()));
        services.TryAddSingleton<ICredentialValidator>(static provider => IsPermissive(provider)
            ? new PermissiveCredentialValidator(provider.GetRequiredService<AccountDirectory>())
            : provider.GetRequiredService<PasswordCredentialValidator>());
        services.TryAddSingleton(static provider => new InventoryAuthorizer(
            provider.GetRequiredService<ServiceDirectory>(), provider.GetRequiredService<InventoryTree>(), IsPermissive(provider)));
        services.TryAddSingleton<IAuthorizer>(static provider => provider.GetRequiredService<InventoryAuthorizer>());

        services.TryAddSingleton<AuthorizationEvents>();
        services.TryAddSingleton<ITableChanges, LocalTableChanges>();
        services.TryAddSingleton<GrantedChanges>();
        services.TryAddSingleton<RoleService>();
        services.TryAddSingleton<PermissionService>();
        services.TryAddSingleton(static provider => new ClientCertificateVerifier(
            provider.GetRequiredService<ExtensionAuthorities>().Certificates, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static bool IsPermissive(IServiceProvider provider) => provider.GetRequiredService<AccessOptions>().IsPermissive;
}
