using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace VimSessionService.Hosting;

/// <summary>Whether the service takes work, which it does not before it has started and once it is to stop.</summary>
internal sealed class ReadinessCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>The name of the check, and the tag of others that the service's readiness depends on.</summary>
    public const string Name = "vimsession";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus));
}
