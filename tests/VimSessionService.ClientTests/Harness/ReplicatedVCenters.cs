namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// Services of three replicas behind a balancer, which the tests of all clients share. They run one after the other, beside the tests of other services. A service is started
/// by the first test that needs it.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ReplicatedVCenters : ICollectionFixture<ReplicatedVCenters>, IAsyncDisposable
{
    /// <summary>The tests of these services.</summary>
    public const string Name = "replicas behind a balancer";

    private readonly VCenter[] _all;

    /// <summary>Names the services, and starts none.</summary>
    public ReplicatedVCenters() => _all = [Usual, Whole, Sso, Shared, Inventory];

    /// <summary>The service in its default form.</summary>
    public VCenter Usual { get; } = new() { IsReplicated = true };

    /// <summary>The service with everything that is off by default.</summary>
    public WholeVCenter Whole { get; } = new() { IsReplicated = true };

    /// <summary>The service with a solution user.</summary>
    public SsoVCenter Sso { get; } = new() { IsReplicated = true };

    /// <summary>The service with a shared session.</summary>
    public SharedSessionVCenter Shared { get; } = new() { IsReplicated = true };

    /// <summary>The service with the small built-in inventory.</summary>
    public InventoryVCenter Inventory { get; } = new() { IsReplicated = true };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _all)
            await service.DisposeAsync();
    }
}
