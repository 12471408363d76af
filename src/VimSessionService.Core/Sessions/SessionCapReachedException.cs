namespace VimSessionService.Core.Sessions;

/// <summary>No further session is admitted. No fault says so: the endpoint answers 503 (wire.md §5).</summary>
public sealed class SessionCapReachedException() : Exception("The cap of live sessions is reached.");
