namespace VimSessionService.Core.AdvancedSettings;

/// <summary>The setting of the log's level, which acts at once.</summary>
internal static class LogLevelAdvancedSetting
{
    /// <summary>How much is logged.</summary>
    /// <param name="setting">Where it lives.</param>
    /// <param name="key">The setting's name.</param>
    public static AdvancedSetting Of(LogLevelSetting setting, string key) =>
        AdvancedSetting.Choice(key, "info", [.. LogLevelSetting.Levels], "Logging level") with
        {
            Read = () => setting.Level,
            Apply = level => setting.Level = (string)level,
        };
}
