using VimSessionService.Admin.Files;
using VimSessionService.AdminClient.Files;
using VimSessionService.Certificates;
using VimSessionService.RemoteUsers;
using VimSessionService.Storage;
using VimSessionService.UsersFile;

namespace VimSessionService.Web;

/// <summary>
/// Reads the files of options again when the admin API asks for it. All are read before the first comes into force. A file system that does not answer
/// holds one thread, and the reloads after it are refused until it does.
/// </summary>
/// <param name="files">Reads each of the files. The users file is the first: it alone can still be refused when it comes into force.</param>
/// <param name="time">The clock of the wait for a reading.</param>
internal sealed class ReloadableFiles(IReadOnlyList<Func<PreparedFile?>> files, TimeProvider time) : IReloadableFiles, IDisposable
{
    /// <summary>How long a reading is waited for.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Whether the options name a file that can be read again.</summary>
    public static bool Has(HostParts parts) =>
        parts.Options.Accounts.UsersFile is not null || parts.TrustedSts is TrustedStsFile || parts.OpenIdKeys is JwksFile;

    /// <summary>The files that the options name.</summary>
    public static ReloadableFiles Of(HostParts parts, AccountSource accounts)
    {
        List<Func<PreparedFile?>> files = [accounts.Prepare];
        if (parts.TrustedSts is TrustedStsFile trusted)
            files.Add(trusted.Prepare);
        if (parts.OpenIdKeys is JwksFile keys)
            files.Add(keys.Prepare);
        return new ReloadableFiles(files, parts.RealTime);
    }

    /// <inheritdoc/>
    public async Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken)
    {
        using var maxWait = new CancellationTokenSource(MaxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(maxWait.Token, cancellationToken);
        try
        {
            await _turn.WaitAsync(either.Token);
            var reading = Task.Factory.StartNew(Reload, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return await reading.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FileRefusedException($"The files have not been read after {MaxWait.TotalSeconds} s: the file system of one of them may not answer. The former state stays in force until they are.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ReloadResult Reload()
    {
        try
        {
            PreparedFile[] prepared = [.. files.Select(static prepare => prepare()).OfType<PreparedFile>()];
            foreach (var file in prepared)
                file.Apply();
            return new ReloadResult(
                [.. prepared.Select(static file => new ReloadedFile(file.Option, file.Path, file.Counts))],
                [.. prepared.SelectMany(static file => file.Warnings)]);
        }
        catch (Exception refused) when (refused is UsersFileException or StartupException)
        {
            throw new FileRefusedException(refused.Message);
        }
        finally
        {
            _turn.Release();
        }
    }
}
