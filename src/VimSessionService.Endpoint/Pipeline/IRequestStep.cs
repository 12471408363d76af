using VimSessionService.Core;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>
/// A step of a caller's own before a request is processed that is no call of the API: to the security token service, the lookup service, the token
/// exchange or a ticketed path. Any number may be registered; they run in that order until one intervenes. One object serves all requests, several at a time.
/// </summary>
public interface IRequestStep
{
    /// <summary>Does the step's work; it may wait.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancelled">Cancelled when the client has gone or the service stops.</param>
    /// <returns>What the step did to the request; null for nothing.</returns>
    ValueTask<CallIntervention?> RunAsync(DoorRequest request, CancellationToken cancelled);
}

/// <summary>A request that is no call of the API.</summary>
/// <param name="Door">What it came to, as in <see cref="CallFinished.Door"/>.</param>
/// <param name="Operation">The operation, as far as it can be told before the request is processed; <c>(none)</c> when it cannot.</param>
/// <param name="Path">The path that is asked for; null where there is only one.</param>
/// <param name="Exchange">The request.</param>
public readonly record struct DoorRequest(string Door, string Operation, string? Path, HttpExchange Exchange);

/// <summary>The registered steps of requests, and before them whether requests may be answered at all.</summary>
/// <param name="steps">The steps, in their order.</param>
/// <param name="availability">Whether the process may answer; null for one that always may.</param>
internal sealed class RequestSteps(IEnumerable<IRequestStep> steps, IStateAvailability? availability = null)
{
    private readonly IRequestStep[] _steps = [.. steps];

    /// <summary>Whether there is nothing to do before a request, so that nothing needs to be known of it.</summary>
    public bool IsEmpty => _steps.Length == 0 && availability is null;

    /// <summary>Returns when requests may be answered. To be asked again before something that was decided is given away.</summary>
    /// <exception cref="ServiceBusyException">They may not be answered now.</exception>
    public ValueTask EnsureAvailableAsync(CancellationToken cancelled) => availability?.EnsureAsync(cancelled) ?? default;

    /// <summary>Runs them.</summary>
    /// <returns>What the first one did that did anything; null for nothing.</returns>
    /// <exception cref="ServiceBusyException">The request may not be answered now.</exception>
    public async ValueTask<CallIntervention?> RunAsync(DoorRequest request, CancellationToken cancelled)
    {
        await EnsureAvailableAsync(cancelled);
        foreach (var step in _steps)
        {
            if (await step.RunAsync(request, cancelled) is { } intervention)
                return intervention;
        }

        return null;
    }
}
