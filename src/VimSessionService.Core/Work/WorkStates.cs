namespace VimSessionService.Core.Work;

/// <summary>Finds the tasks and changes of an inventory, which are made later than what shares them.</summary>
/// <param name="Find">Finds them; gives null in a service without an inventory.</param>
internal sealed record WorkStates(Func<IWorkState?> Find);
