using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>Makes events of values whose types have no declaration in C#, where a service knows more types than the declared ones.</summary>
/// <param name="Make">Makes an event; gives null for what is none.</param>
internal sealed record UndeclaredEvents(Func<DataObject, Event?> Make);
