using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Registers snapshots.</summary>
internal static class SnapshotServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddSnapshots(this IServiceCollection services) => services
        .AddSingleton<ResetMarks>()
        .AddSingleton<ISharedTable>(static provider => new ResetTable(provider.GetRequiredService<ResetMarks>()))
        .AddSingleton<LocalReset>()
        .AddSingleton<SnapshotBook>();
}
