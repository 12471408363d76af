namespace VimSessionService.Core.AdvancedSettings;

/// <summary>The log level, with a vCenter's names. The logger listens to its changes.</summary>
internal sealed class LogLevelSetting
{
    private string _level = "info";

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every level, from nothing to everything.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["none", "error", "warning", "info", "verbose", "trivia"];

    /// <summary>The lowest level that is logged, one of <see cref="Levels"/>.</summary>
    public string Level
    {
        get => Volatile.Read(ref _level);
        set
        {
            if (!Levels.Contains(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such level.");
            if (Interlocked.Exchange(ref _level, value) != value)
                Changed.CallAll();
        }
    }
}
