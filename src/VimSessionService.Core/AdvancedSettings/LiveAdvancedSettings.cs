using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>What lives in other parts of the service and is shown and changed through settings, with effect at once.</summary>
/// <param name="Sessions">How long and how many sessions live.</param>
/// <param name="Events">How many events are kept, and for how long.</param>
/// <param name="LogLevel">How much is logged.</param>
internal sealed record LiveAdvancedSettings(SessionLimits Sessions, EventRetention Events, LogLevelSetting LogLevel)
{
    /// <summary>Has <paramref name="changed"/> called after every change of any.</summary>
    public void Listen(Action changed)
    {
        Sessions.Changed += changed;
        Events.Changed += changed;
        LogLevel.Changed += changed;
    }

    /// <summary>Takes back what <see cref="Listen"/> asked for.</summary>
    public void Unlisten(Action changed)
    {
        Sessions.Changed -= changed;
        Events.Changed -= changed;
        LogLevel.Changed -= changed;
    }
}
