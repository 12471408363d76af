using Xunit;

namespace VimSessionService.Testing.Xunit;

/// <summary>
/// The base of a class of tests that share a vCenter. Each test begins with the state of its start; with <see cref="VimServerFixture.ChecksLeaks"/> a test fails
/// that leaves a session open. The tests of one class run one after the other, those of several classes side by side, each class on a vCenter of its own.
/// </summary>
/// <typeparam name="TFixture">The fixture, which sets the options.</typeparam>
/// <param name="fixture">The fixture, which xunit gives.</param>
public abstract class VimServerTests<TFixture>(TFixture fixture) : IClassFixture<TFixture>, IAsyncLifetime
    where TFixture : VimServerFixture
{
    /// <summary>The vCenter.</summary>
    protected VimTestServer VCenter => fixture.VCenter;

    /// <summary>Brings the vCenter into the state of its start.</summary>
    public virtual async ValueTask InitializeAsync() => await VCenter.ResetAsync(TestContext.Current.CancellationToken).ConfigureAwait(false);

    /// <summary>Looks for open sessions, where the fixture asks for it.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (fixture.ChecksLeaks)
            await VCenter.Leaks.ShouldBeNoneAsync(cancellationToken: TestContext.Current.CancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The base of a class of tests that share a vCenter with the usual options.</summary>
/// <param name="fixture">The fixture, which xunit gives.</param>
public abstract class VimServerTests(VimServerFixture fixture) : VimServerTests<VimServerFixture>(fixture);
