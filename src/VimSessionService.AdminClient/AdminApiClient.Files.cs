using VimSessionService.AdminClient.Files;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient;

/// <content>The files that the service was started with.</content>
public sealed partial class AdminApiClient
{
    /// <summary>Reads the users file, and the other files that are watched for changes, now. They are in force when the task completes.</summary>
    /// <exception cref="Problems.AdminApiException">Status 409: a file cannot be used, and nothing was changed; or the service has no such file.</exception>
    public Task<ReloadResult> ReloadFilesAsync(CancellationToken cancellationToken = default) => PostAsync("reload", null, AdminJson.Default.ReloadResult, cancellationToken);
}
