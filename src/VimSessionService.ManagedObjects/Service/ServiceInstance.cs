using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>The ServiceInstance, the one object whose name every client knows beforehand.</summary>
internal sealed class ServiceInstance(ServiceFlavor flavor, TimeProvider time)
    : ServiceInstanceBase<CallContext>(new ManagedObjectReference("ServiceInstance", "ServiceInstance"))
{
    /// <inheritdoc/>
    protected override ValueTask<DateTime?> GetServerClock(CallContext call) => new(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    protected override ValueTask<Capability?> GetCapability(CallContext call) => new(flavor.Capability);

    /// <inheritdoc/>
    protected override ValueTask<ServiceContent?> GetContent(CallContext call) => new(flavor.Content);

    /// <inheritdoc/>
    protected override ValueTask<ServiceContent> RetrieveServiceContent(CallContext call) => new(flavor.Content);

    /// <inheritdoc/>
    protected override ValueTask<DateTime> CurrentTime(CallContext call) => new(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    protected override ValueTask<ProductComponentInfo[]?> RetrieveProductComponents(CallContext call) => new((ProductComponentInfo[]?)null);
}
