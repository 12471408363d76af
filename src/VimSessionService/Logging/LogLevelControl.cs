using Serilog.Core;
using Serilog.Events;
using VimSessionService.Core.AdvancedSettings;

namespace VimSessionService.Logging;

/// <summary>The level of the log, which can change while the service runs: its own events and the framework's.</summary>
internal sealed class LogLevelControl
{
    /// <summary>Begins with a level.</summary>
    public LogLevelControl(LogLevel level)
    {
        Level = level;
        Set(level);
    }

    /// <summary>The level in force.</summary>
    public LogLevel Level { get; private set; }

    /// <summary>The level of everything but the framework.</summary>
    public LoggingLevelSwitch Service { get; } = new();

    /// <summary>The framework's: its information is of no use to an operator who did not ask for details.</summary>
    public LoggingLevelSwitch Framework { get; } = new();

    /// <summary>Follows a setting from now on, which begins at the level in force. What is changed is logged before less is.</summary>
    public void Follow(LogLevelSetting setting, Serilog.ILogger logger)
    {
        setting.Level = NameOf(Level);
        setting.Changed += () =>
        {
            logger.Warning("The log level is {Level} from now on, by the settings of the server", setting.Level);
            Set(LevelOf(setting.Level));
        };
    }

    /// <summary>Sets the level.</summary>
    public void Set(LogLevel level)
    {
        Level = level;
        Service.MinimumLevel = ToSerilog(level);
        Framework.MinimumLevel = level is LogLevel.Information ? LogEventLevel.Warning : Service.MinimumLevel;
    }

    /// <summary>A level in the words of a vCenter, which has none between its error and none.</summary>
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trivia",
        LogLevel.Debug => "verbose",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error or LogLevel.Critical => "error",
        _ => "none",
    };

    private static LogLevel LevelOf(string name) => name switch
    {
        "trivia" => LogLevel.Trace,
        "verbose" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.None,
    };

    private static LogEventLevel ToSerilog(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        LogLevel.Critical => LogEventLevel.Fatal,
        _ => LevelAlias.Off,
    };
}
