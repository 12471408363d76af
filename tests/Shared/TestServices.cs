using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Registration;
using VimSessionService.Vim25;

namespace VimSessionService.Tests.Shared;

/// <summary>Builds the services of the core, and what is above it, from their registrations.</summary>
internal static class TestServices
{
    /// <summary>Where permissions begin.</summary>
    public static readonly ManagedObjectReference RootFolder = new("Folder", "group-d1");

    /// <summary>Builds the services of a vCenter, unless <paramref name="add"/> registers another <see cref="ServedProduct"/>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="directory">Users, roles, permissions and extensions.</param>
    /// <param name="add">Registers what goes before the registrations of the core, and what is above it.</param>
    public static ServiceProvider Build(TimeProvider time, ServiceDirectory directory, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(directory);
        add?.Invoke(services);
        services.TryAddSingleton(new ServedProduct { RootFolder = RootFolder });
        services.AddCore();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}
