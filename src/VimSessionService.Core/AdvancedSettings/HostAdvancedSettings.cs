namespace VimSessionService.Core.AdvancedSettings;

/// <summary>The settings of a host's agent. A real host has most of its settings elsewhere, under the host itself.</summary>
internal static class HostAdvancedSettings
{
    private const string Prefix = "Config.HostAgent.";

    /// <summary>The settings.</summary>
    /// <param name="live">The settings that live elsewhere.</param>
    public static AdvancedSettingCatalog Create(LiveAdvancedSettings live) => new(
        [
            .. SessionAdvancedSettings.Of(live.Sessions, Prefix),
            LogLevelAdvancedSetting.Of(live.LogLevel, Prefix + "log.level"),
            EventAdvancedSettings.OfSize(live.Events, Prefix),
        ],
        FreePrefix: null,
        TypeProblem: "");
}
