using VimSessionService.Options;
using VimSessionService.Storage;

namespace VimSessionService.UsersFile;

/// <summary>
/// The declared accounts: those of the options, and those of the current users file. A file with errors changes nothing and is
/// logged once.
/// </summary>
internal sealed partial class AccountSource : IDisposable
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Tick = WatchedFile.Tick;

    private readonly Accounts _fixed;
    private readonly string? _path;
    private readonly ILogger<AccountSource> _logger;
    private readonly WatchedFile? _file;
    private readonly ReadingOrder _order = new();
    private volatile Accounts _current;

    /// <summary>Reads the file, if any, and watches it from then on.</summary>
    /// <param name="declared">What the options declare.</param>
    /// <param name="path">The users file; null for none.</param>
    /// <param name="time">The clock of the ticks.</param>
    /// <param name="logger">Where changes and broken files are logged.</param>
    /// <exception cref="UsersFileException">The file cannot be used.</exception>
    public AccountSource(Accounts declared, string? path, TimeProvider time, ILogger<AccountSource> logger)
    {
        _fixed = declared;
        _path = path;
        _logger = logger;
        _current = declared;
        if (path is null)
            return;
        _file = new WatchedFile(path, Reload, logger);
        _current = declared.With(UsersFileReader.Read(path, declared));
        _file.Watch(time);
    }

    /// <summary>
    /// Raised with what is declared from now on, one at a time; <see cref="Current"/> follows when all handlers have taken it. A handler that cannot use what is declared throws <see cref="UsersFileException"/>.
    /// </summary>
    public event Action<Accounts>? Changed;

    /// <summary>Everything declared, as of now.</summary>
    public Accounts Current => _current;

    /// <summary>Reads the file again now.</summary>
    public void ReadNow() => _file?.ReadNow();

    /// <summary>Stops watching.</summary>
    public void Dispose() => _file?.Dispose();

    /// <summary>Reads the file, without bringing it into force; null when there is none.</summary>
    /// <exception cref="UsersFileException">It cannot be used.</exception>
    public PreparedFile? Prepare() => _path is null ? null : Prepare(_path);

    private PreparedFile Prepare(string path)
    {
        var reading = _order.Begin();
        var (declared, warnings) = UsersFileReader.Load(path, _fixed);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["users"] = declared.Users.Length,
            ["roles"] = declared.Roles.Length,
            ["permissions"] = declared.Permissions.Length,
            ["extensions"] = declared.Extensions.Length,
        };
        return new PreparedFile("--users-file", path, counts, () => _order.Apply(reading, () => Apply(_fixed.With(declared), path, warnings))) { Warnings = warnings };
    }

    private void Apply(Accounts accounts, string path, IReadOnlyList<string> warnings)
    {
        Changed?.Invoke(accounts);
        _current = accounts;
        Log.Reloaded(_logger, path, accounts.Users.Length, accounts.Roles.Length, accounts.Permissions.Length);
        foreach (var odd in warnings)
            Log.Odd(_logger, odd);
    }

    private void Reload()
    {
        try
        {
            Prepare(_path!).Apply();
        }
        catch (UsersFileException broken)
        {
            Log.Broken(_logger, broken.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Users file {Path} read again: {Users} users, {Roles} roles, {Permissions} permissions")]
        public static partial void Reloaded(ILogger logger, string path, int users, int roles, int permissions);

        [LoggerMessage(3, LogLevel.Warning, "{Problem}")]
        public static partial void Odd(ILogger logger, string problem);

        [LoggerMessage(2, LogLevel.Error, "The users file was changed but the former state stays in force: {Problem}")]
        public static partial void Broken(ILogger logger, string problem);
    }
}
