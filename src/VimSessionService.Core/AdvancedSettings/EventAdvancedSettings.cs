using VimSessionService.Core.Events;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>The settings of events, which act at once on events that are there.</summary>
internal static class EventAdvancedSettings
{
    /// <summary>How many days events are kept, and whether they go with age, as of a vCenter.</summary>
    /// <param name="retention">Where the two live.</param>
    public static IEnumerable<AdvancedSetting> OfAge(EventRetention retention) =>
    [
        AdvancedSetting.Number("event.maxAge", 30, 1, 36_500, "Maximum event age in days") with
        {
            Read = () => retention.MaxAgeDays,
            Apply = days => retention.MaxAgeDays = (int)days,
        },
        AdvancedSetting.Flag("event.maxAgeEnabled", true, "Enable event cleanup") with
        {
            Read = () => retention.IsAgeLimited,
            Apply = isLimited => retention.IsAgeLimited = (bool)isLimited,
        },
    ];

    /// <summary>How many events are kept: no setting of a real server, whose events are in a database.</summary>
    /// <param name="retention">Where it lives.</param>
    /// <param name="prefix">What the key begins with.</param>
    public static AdvancedSetting OfSize(EventRetention retention, string prefix) =>
        AdvancedSetting.Number(prefix + "vimsession.eventLogSize", new EventRetention().Capacity, 1, EventRetention.MaxCapacity, "How many of the latest events are kept") with
        {
            Read = () => retention.Capacity,
            Apply = count => retention.Capacity = (int)count,
        };
}
