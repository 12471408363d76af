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
    private volatile Accounts _current;

    /// <summary>Reads the file, if any, and watches it from then on.</summary>
    /// <param name="declared">What the options declare.</param>
    /// <param name="path">The users file; null for none.</param>
    /// <param name="time">The clock of the ticks.</param>
    /// <param name="logger">Where changes and broken files are told.</param>
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

    private void Reload()
    {
        try
        {
            var (declared, warnings) = UsersFileReader.Load(_path!, _fixed);
            var accounts = _fixed.With(declared);
            Changed?.Invoke(accounts);
            _current = accounts;
            Log.Reloaded(_logger, _path!, accounts.Users.Length, accounts.Roles.Length, accounts.Permissions.Length);
            foreach (var odd in warnings)
                Log.Odd(_logger, odd);
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
