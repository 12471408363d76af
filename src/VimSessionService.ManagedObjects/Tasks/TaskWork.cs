namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a task does as text, so that another replica can do it.</summary>
/// <param name="Kind">Who reads the text.</param>
/// <param name="Text">What it does.</param>
internal sealed record TaskWork(string Kind, string Text);
