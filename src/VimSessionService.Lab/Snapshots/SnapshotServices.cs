using Microsoft.Extensions.DependencyInjection;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Registers snapshots.</summary>
internal static class SnapshotServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddSnapshots(this IServiceCollection services) => services.AddSingleton<SnapshotBook>();
}
