namespace VimSessionService.Core.Options;

/// <summary>The settings of a host's agent. A real host has most of its settings elsewhere, under the host itself.</summary>
public static class HostOptions
{
    private const string Prefix = "Config.HostAgent.";

    /// <summary>The settings.</summary>
    /// <param name="live">The settings that live elsewhere.</param>
    public static OptionCatalog Create(LiveSettings live) => new(
        [
            .. SessionOptions.Of(live.Sessions, Prefix),
            LogLevelOption.Of(live.LogLevel, Prefix + "log.level"),
            EventOptions.OfSize(live.Events, Prefix),
        ],
        FreePrefix: null,
        TypeProblem: "");
}
