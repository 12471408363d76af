namespace VimSessionService.Core;

/// <summary>Tells when the service begins to stop. Calls that wait for changes are answered then.</summary>
/// <param name="Token">Cancelled at that moment.</param>
internal sealed record ServiceStopping(CancellationToken Token);
