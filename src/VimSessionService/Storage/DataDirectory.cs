using System.Text;

namespace VimSessionService.Storage;

/// <summary>
/// The few small files that are kept between starts, readable by their owner only. When the directory cannot be written nothing
/// is kept and the service runs all the same.
/// </summary>
public sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string FolderName = "vim-session-service";

    private DataDirectory(string? path, string? problem)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The directory; null when nothing is kept.</summary>
    public string? Path { get; }

    /// <summary>Why nothing is kept; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>Opens a directory, making it when it is missing.</summary>
    /// <param name="configured">The directory of the option; null for the user's usual one.</param>
    /// <param name="environment">The environment's variables.</param>
    public static DataDirectory Open(string? configured, IReadOnlyDictionary<string, string> environment)
    {
        if ((configured ?? Usual(environment)) is not { } path)
            return new DataDirectory(null, "there is no home directory to keep it in");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            var probe = System.IO.Path.Combine(path, System.IO.Path.GetRandomFileName());
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
                return new DataDirectory(System.IO.Path.GetFullPath(path), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new DataDirectory(null, $"{path} cannot be written");
        }
    }

    /// <summary>The path of a file or directory of that name; null when nothing is kept.</summary>
    public string? PathOf(string name) => Path is null ? null : System.IO.Path.Combine(Path, name);

    /// <summary>The text of a file; null when there is none that can be read.</summary>
    public string? Read(string name)
    {
        if (Path is null)
            return null;
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(Path, name));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes a file as a whole. Without <paramref name="replace"/> a file that another process wrote meanwhile stays as it is.
    /// </summary>
    /// <returns>The text that the file holds afterwards, which may be the other process's.</returns>
    public string Write(string name, string text, bool replace)
    {
        if (Path is null)
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
            return (replace ? null : Read(name)) ?? text;
        }
    }

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
