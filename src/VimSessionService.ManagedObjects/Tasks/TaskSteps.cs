namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a task does.</summary>
/// <param name="Check">Is called when it begins to run: throws the fault that it ends with at once. Null where nothing can be wrong.</param>
/// <param name="Finish">Does what the task does, when it has run for its time, and gives its result. Throws the fault that it ends with instead.</param>
internal sealed record TaskSteps(Action? Check, Func<object?> Finish);
