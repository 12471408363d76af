using Microsoft.Extensions.Diagnostics.HealthChecks;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Hosting;

/// <summary>Whether this replica can ask the engine: one that cannot is not ready.</summary>
internal sealed class EngineCheck(Replica replica) : IHealthCheck
{
    /// <summary>The name of the check.</summary>
    public const string Name = "vimsession-store";

    /// <summary>The tag of checks that <c>/readyz</c> asks.</summary>
    public const string Tag = "vimsession";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(replica.IsHeld ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, "The state engine cannot be asked."));
}
