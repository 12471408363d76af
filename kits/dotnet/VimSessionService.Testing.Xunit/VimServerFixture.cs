using Xunit;

namespace VimSessionService.Testing.Xunit;

/// <summary>
/// Runs a vCenter for the tests of a class: <c>public sealed class MyTests(VimServerFixture fixture) : VimServerTests(fixture)</c>. Derive from it to set options.
/// </summary>
public class VimServerFixture : IAsyncLifetime
{
    private VimTestServer? _server;

    /// <summary>The vCenter.</summary>
    /// <exception cref="InvalidOperationException">The fixture was not started. xunit does so; elsewhere call <see cref="InitializeAsync"/>.</exception>
    public VimTestServer VCenter => _server ?? throw new InvalidOperationException("The fixture was not started. Let xunit make it, or call InitializeAsync.");

    /// <summary>Whether a test fails that leaves a session open.</summary>
    public virtual bool ChecksLeaks => false;

    /// <summary>Starts the vCenter.</summary>
    public async ValueTask InitializeAsync() => _server = await VimTestServer.StartAsync(Configure, TestContext.Current.CancellationToken).ConfigureAwait(false);

    /// <summary>Stops the vCenter.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is { } server)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Sets options of the vCenter.</summary>
    protected virtual void Configure(VimTestServerOptions options)
    {
    }
}
