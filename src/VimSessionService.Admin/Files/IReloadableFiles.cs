using VimSessionService.AdminClient.Files;

namespace VimSessionService.Admin.Files;

/// <summary>The files that the service was started with and can read again. A service without such files registers none.</summary>
internal interface IReloadableFiles
{
    /// <summary>Reads all of them now, and brings them into force together.</summary>
    /// <exception cref="FileRefusedException">One of them cannot be used. Nothing was changed.</exception>
    Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken);
}
