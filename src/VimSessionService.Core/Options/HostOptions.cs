using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Options;

/// <summary>The settings of a host's agent. A real host has most of its settings elsewhere, under the host itself.</summary>
public static class HostOptions
{
    private const string Prefix = "Config.HostAgent.";

    /// <summary>The settings.</summary>
    /// <param name="sessions">The settings of sessions, which live elsewhere.</param>
    public static OptionCatalog Create(SessionSettings sessions) => new(
        [
            .. SessionOptions.Of(sessions, Prefix),
            ServerOption.Choice(Prefix + "log.level", "info", VCenterOptions.LogLevels, "Logging level"),
        ],
        FreePrefix: null);
}
