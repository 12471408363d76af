using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Storage;

/// <summary>
/// The files of local tickets, each readable by its owner alone from the moment it is there, in a directory that others cannot write
/// (specification, AcquireLocalTicket; docs/facts/sessions.md).
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LocalTicketDirectory : ILocalTicketFiles
{
    /// <summary>Its name in the data directory.</summary>
    public const string UsualName = "local-tickets";

    private const string Prefix = "vim-ticket-";
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int NameBytes = 16;

    private readonly string _path;

    private LocalTicketDirectory(string path) => _path = path;

    /// <summary>Opens a directory, making it when it is missing, and removes the files of services that have ended.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public static LocalTicketDirectory Open(string path)
    {
        try
        {
            var directory = Directory.CreateDirectory(path, FileMode600 | UnixFileMode.UserExecute);
            if ((directory.UnixFileMode & OthersWrite) != UnixFileMode.None)
                throw new StartupException($"--local-ticket-directory: others than its owner may write to '{path}'. Take the right away (chmod 700), or name another directory.");
            if (UnixFileStatus.Of(path) is { IsOfAnotherUser: true })
                throw new StartupException($"--local-ticket-directory: '{path}' belongs to another user, who could replace the files of tickets. Name a directory of this user, or change the owner (chown).");
            var opened = new LocalTicketDirectory(directory.FullName);
            opened.RemoveStale();
            opened.Delete(opened.Create("")); // says now rather than at the first ticket that it cannot be written
            return opened;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"--local-ticket-directory: '{path}' cannot be written. Name a directory that this user may write to.");
        }
    }

    /// <inheritdoc/>
    public string Create(string password)
    {
        // The process's id tells a later start whose file it was.
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        var path = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{random}"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = FileMode600 };
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(password));
        return path;
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What it holds is good for nothing any more; the next start tries again.
        }
    }

    private void RemoveStale()
    {
        foreach (var file in Directory.EnumerateFiles(_path, Prefix + "*"))
        {
            var parts = Path.GetFileName(file)[Prefix.Length..].Split('-');
            if (parts.Length == 2
                && parts[1].Length == NameBytes * 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && (process == Environment.ProcessId || !IsRunning(process)))
            {
                Delete(file);
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
