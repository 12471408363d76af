namespace VimSessionService.Vim25;

/// <summary>The base of the ways to choose a part of the events that pass a filter.</summary>
[Since(ApiVersion.V9_0_0_0)]
[VmodlName("vim.event.EventManager.EventViewSpec")]
public partial record EventManagerEventViewSpec : DynamicData;

/// <summary>The events from one event on, towards newer or older ones.</summary>
[Since(ApiVersion.V9_0_0_0)]
[VmodlName("vim.event.EventManager.ViewByStartId")]
public sealed partial record EventManagerViewByStartId : EventManagerEventViewSpec
{
    public required int StartEventId { get; init; }
    public required bool IsForward { get; init; }
}
