using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>The ServiceInstance, the one object whose name every client knows beforehand.</summary>
public sealed class ServiceInstance(ServiceFlavor flavor, TimeProvider time)
    : ServiceInstanceBase<Call>(new ManagedObjectReference("ServiceInstance", "ServiceInstance"))
{
    /// <inheritdoc/>
    protected override ValueTask<DateTime?> GetServerClock(Call call) => new(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    protected override ValueTask<Capability?> GetCapability(Call call) => new(flavor.Capability);

    /// <inheritdoc/>
    protected override ValueTask<ServiceContent?> GetContent(Call call) => new(flavor.Content);

    /// <inheritdoc/>
    protected override ValueTask<ServiceContent> RetrieveServiceContent(Call call) => new(flavor.Content);

    /// <inheritdoc/>
    protected override ValueTask<DateTime> CurrentTime(Call call) => new(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    protected override ValueTask<ProductComponentInfo[]?> RetrieveProductComponents(Call call) => new((ProductComponentInfo[]?)null);
}
