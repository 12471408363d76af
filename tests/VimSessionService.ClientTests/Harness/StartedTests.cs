namespace VimSessionService.ClientTests.Harness;

/// <summary>Tests of services that are started before each of them, unless they run already.</summary>
/// <param name="services">The services.</param>
public abstract class StartedTests(params IReadOnlyList<VCenter> services) : IAsyncLifetime
{
    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var service in services)
            await service.InitializeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default; // Who made them ends them.
    }
}
