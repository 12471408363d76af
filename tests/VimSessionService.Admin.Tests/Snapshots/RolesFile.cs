using VimSessionService.Admin.Files;
using VimSessionService.AdminClient.Files;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;

namespace VimSessionService.Admin.Tests.Snapshots;

/// <summary>A file with one role, which has other privileges at each reading.</summary>
/// <param name="roles">The roles.</param>
internal sealed class RolesFile(RoleDirectory roles) : IReloadableFiles
{
    private int _readings;

    public Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken)
    {
        roles.Replace([new DeclaredRole("declared", [++_readings % 2 == 0 ? "Global.Settings" : "Sessions.ValidateSession"])]);
        return Task.FromResult(new ReloadResult([new ReloadedFile("--users-file", "roles", new Dictionary<string, int>(StringComparer.Ordinal) { ["roles"] = 1 })], []));
    }
}
