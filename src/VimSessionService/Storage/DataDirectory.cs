using System.Collections.Concurrent;
using System.Text;

namespace VimSessionService.Storage;

/// <summary>
/// The few small files that are kept between starts, readable by their owner only. If the directory is not writable, nothing
/// is kept and the service runs without it.
/// </summary>
internal sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string FolderName = "vim-session-service";

    /// <summary>No kept file is larger, in bytes.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>The errors ENOSPC and EROFS, which an IOException has as its HResult on Unix.</summary>
    private const int NoSpace = 28;
    private const int ReadOnly = 30;

    private readonly Action<string> _warn;

    /// <summary>The files that cannot be read, of which the operator has been told: each is told once and left as it is.</summary>
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);

    private DataDirectory(string? path, string? problem, Action<string> warn)
    {
        Path = path;
        Problem = problem;
        _warn = warn;
    }

    /// <summary>The directory; null when nothing is kept.</summary>
    public string? Path { get; }

    /// <summary>Why nothing is kept; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>Opens a directory, making it when it is missing.</summary>
    /// <param name="configured">The directory of the option; null for the user's usual one.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="warn">Is told of files that cannot be used or kept, then and later; null for nobody.</param>
    /// <exception cref="StartupException">Others than its owner may write to it, or it belongs to another user.</exception>
    public static DataDirectory Open(string? configured, IReadOnlyDictionary<string, string> environment, Action<string>? warn = null)
    {
        warn ??= static _ => { };
        if ((configured ?? Usual(environment)) is not { } path)
            return new DataDirectory(null, "there is no home directory to keep it in", warn);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            RefuseForeign(path);
            var probe = System.IO.Path.Combine(path, System.IO.Path.GetRandomFileName());
            using (var file = File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                file.WriteByte(0); // a full disk is found out here rather than at the first key
                file.Flush();
            }

            return new DataDirectory(System.IO.Path.GetFullPath(path), null, warn);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new DataDirectory(null, $"{path} cannot be written: {Reason(path, failure)}", warn);
        }
    }

    /// <summary>A directory that is read as far as it is there; nothing is made.</summary>
    /// <param name="configured">The directory of the option; null for the user's usual one.</param>
    /// <param name="environment">The environment's variables.</param>
    public static DataDirectory Find(string? configured, IReadOnlyDictionary<string, string> environment) =>
        new(configured ?? Usual(environment), null, static _ => { });

    /// <summary>The path of a file or directory of that name; null when nothing is kept.</summary>
    public string? PathOf(string name) => Path is null ? null : System.IO.Path.Combine(Path, name);

    /// <summary>The text of a file; null when there is none that can be read, of which the operator is told unless it is just not there.</summary>
    /// <exception cref="StartupException">It belongs to another user, or others than its owner may write to it.</exception>
    public string? Read(string name)
    {
        if (PathOf(name) is not { } path)
            return null;
        if (!System.IO.Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            return null;
        RefuseForeign(path);
        try
        {
            return OperatorFile.ReadText(path, MostBytes);
        }
        catch (OperatorFileException failure)
        {
            if (_unreadable.TryAdd(name, true))
                _warn($"{path} cannot be used: {failure.Message}. Another one is used until the service ends; remove it or mend it to keep one between starts");
            return null;
        }
    }

    /// <summary>Refuses a file that another user owns or may write.</summary>
    /// <exception cref="StartupException">It is such a file.</exception>
    public void RequireOwn(string name)
    {
        if (PathOf(name) is { } path)
            RefuseForeign(path);
    }

    /// <summary>Tells the operator that a file was read but cannot be used, and that another one is made in its place.</summary>
    public void TellUnusable(string name, string reason) =>
        _warn($"{PathOf(name)} cannot be used: {reason}. Another one is made in its place");

    /// <summary>
    /// Writes a file as a whole. Without <paramref name="replace"/> a file that another process wrote meanwhile stays as it is.
    /// </summary>
    /// <returns>The text that the file holds afterwards, which may be the other process's.</returns>
    public string Write(string name, string text, bool replace)
    {
        if (Path is null || _unreadable.ContainsKey(name))
            return text;
        var target = System.IO.Path.Combine(Path, name);
        var draft = System.IO.Path.Combine(Path, System.IO.Path.GetRandomFileName());
        try
        {
            using (var stream = new FileStream(draft, Creation()))
                stream.Write(Encoding.UTF8.GetBytes(text));
            File.Move(draft, target, replace);
            return text;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TryDelete(draft);
            if (!replace && Read(name) is { } others)
                return others;
            _warn($"{target} could not be written: {Reason(target, failure)}. It is used until the service ends and not kept");
            return text;
        }
    }

    private static void RefuseForeign(string path)
    {
        if (UnixFileStatus.Of(path) is not { } status)
            return;
        if (status.IsOfAnotherUser)
            throw new StartupException($"--data-directory: '{path}' belongs to another user, who could replace the service's keys. Name a directory of this user, or change the owner (chown).");
        if (status is { IsWritableByOthers: true } and ({ IsRegular: true } or { IsDirectory: true }))
            throw new StartupException($"--data-directory: others than its owner may write to '{path}'. Take the right away (chmod go-w), or name another directory.");
    }

    /// <summary>The reason as the part of a sentence that follows a colon. The framework's own names temporary files.</summary>
    internal static string Reason(string path, Exception failure) => failure switch
    {
        IOException when LinkWithoutTarget(path) is { } target => $"it is a link to '{target}', which does not exist",
        UnauthorizedAccessException => "this user may not write there",
        DirectoryNotFoundException or FileNotFoundException => "no such file or directory can be made there",
        IOException { HResult: NoSpace } => "the disk is full",
        IOException { HResult: ReadOnly } => "the file system is read-only",
        IOException when File.Exists(path) => "it is a file and not a directory",
        _ => failure.Message.TrimEnd('.'),
    };

    private static string? LinkWithoutTarget(string path) =>
        new FileInfo(path) is { LinkTarget: { } target } link && link.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } ? target : null;

    private static FileStreamOptions Creation()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It stays behind, unreadable to others.
        }
    }

    /// <summary>As the XDG base directory specification has it; an unset or relative variable counts as none.</summary>
    private static string? Usual(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("XDG_DATA_HOME", out var data) && System.IO.Path.IsPathRooted(data))
            return System.IO.Path.Combine(data, FolderName);
        if (OperatingSystem.IsWindows() && environment.TryGetValue("LOCALAPPDATA", out var local))
            return System.IO.Path.Combine(local, FolderName);
        return environment.TryGetValue("HOME", out var home) && System.IO.Path.IsPathRooted(home)
            ? System.IO.Path.Combine(home, ".local", "share", FolderName)
            : null;
    }
}
