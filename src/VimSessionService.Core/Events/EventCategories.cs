using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>The severity of events: the categories of a vCenter 8's own description of its events.</summary>
internal static class EventCategories
{
    /// <summary>Every category.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<EventEventSeverity>().Select(static severity => severity.ToWireName())];

    /// <summary>The category of an event: its severity where it states one, else its type's.</summary>
    public static string Of(Event posted) => posted is EventEx { Severity: { } severity } ? severity : Of(posted.GetSchema());

    /// <summary>The category of the events of a type.</summary>
    public static string Of(VimType type) => type.Name switch
    {
        nameof(BadUsernameSessionEvent) or nameof(NoAccessUserEvent) => "error",
        nameof(GeneralUserEvent) => "user",
        _ => "info",
    };
}
