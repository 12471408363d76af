using System.Net;
using System.Net.Security;
using VimSessionService.ClientTests.Harness;
using VimSessionService.Contracts.Negotiation;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.ClientTests;

/// <summary>
/// The negotiator of <c>--sspi kerberos</c> by its contract, with tickets of a real KDC. The accepting and the initiating side are both the GSS-API library in this process, which
/// reads its environment as it was set for it here. No other test uses that library in this process.
/// </summary>
/// <param name="realms">The realms.</param>
/// <param name="package">What the client offers: Kerberos, or SPNEGO with Kerberos in it.</param>
public abstract class NegotiateAcceptorContract(OwnRealms realms, string package) : NegotiatorContract, IAsyncLifetime
{
    private readonly List<IDisposable> _open = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await realms.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var open in _open)
            open.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    /// <inheritdoc/>
    protected override INegotiator CreateNegotiator() => new NegotiateAcceptor(Keep(Keytab.Open(realms.Keytab)), RealmDomains.Parse(""));

    /// <inheritdoc/>
    protected override NegotiatingClient CreateClient()
    {
        var client = Keep(new NegotiateAuthentication(new NegotiateAuthenticationClientOptions
        {
            Package = package,
            Credential = new NetworkCredential(OwnRealms.User, KerberosRealms.Password, KerberosRealms.Realm),
            TargetName = KerberosRealms.Service,
        }));
        return new NegotiatingClient(OwnRealms.User, TokenOf(client, default), challenge => TokenOf(client, challenge.Span));
    }

    private static byte[] TokenOf(NegotiateAuthentication client, ReadOnlySpan<byte> challenge)
    {
        var token = client.GetOutgoingBlob(challenge, out var status);
        Assert.True(status is NegotiateAuthenticationStatusCode.Completed or NegotiateAuthenticationStatusCode.ContinueNeeded, $"the client's library answers {status}");
        return token!;
    }

    private T Keep<T>(T made)
        where T : IDisposable
    {
        lock (_open)
            _open.Add(made);
        return made;
    }
}

[Collection(nameof(OwnRealms))]
public sealed class KerberosContractTests(OwnRealms realms) : NegotiateAcceptorContract(realms, "Kerberos");

[Collection(nameof(OwnRealms))]
public sealed class SpnegoContractTests(OwnRealms realms) : NegotiateAcceptorContract(realms, "Negotiate");

/// <summary>The environment of the process is one, so these tests have one KDC, one after the other.</summary>
[CollectionDefinition(nameof(OwnRealms))]
public sealed class OwnRealmsTests : ICollectionFixture<OwnRealms>;

/// <summary>Realms of which this process is a part. They are made when a test first needs them, so that it is the test which is skipped without a KDC.</summary>
public sealed class OwnRealms : IAsyncDisposable
{
    /// <summary>The user.</summary>
    public const string User = "alice";

    private KerberosRealms? _realms;

    /// <summary>The keys of the service.</summary>
    public string Keytab => _realms!.Keytab;

    /// <summary>Makes the realms, unless they are there.</summary>
    public async ValueTask StartAsync()
    {
        if (_realms is not null)
            return;
        _realms = await KerberosRealms.StartAsync([User], TestContext.Current.CancellationToken);
        foreach (var (name, value) in _realms.Environment)
            NativeEnvironment.Set(name, value);
        NativeEnvironment.Set("KRB5_KTNAME", $"FILE:{Keytab}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_realms is { } realms)
            await realms.DisposeAsync();
    }
}
