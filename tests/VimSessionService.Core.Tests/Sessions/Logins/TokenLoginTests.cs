using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Tests.Directory.Extensions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions.Logins;

/// <summary>A token outlives its user: one that the service itself issued logs nobody in who is there no more.</summary>
public sealed class TokenLoginTests : IDisposable
{
    private const string Key = "com.example.ext";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_token_of_the_service_logs_its_user_in_until_the_account_is_removed()
    {
        var login = Login(new FederatedPrincipal(AccountName.Parse("operator@localos"), null, []) { IsOwn = true });
        Assert.Equal("operator", (await login.LoginAsync(Call(), locale: null)).Session.Data.User.UserName);

        _world.Accounts.Replace([new Account { Name = AccountName.Parse("stranger") }]);
        var refused = await Assert.ThrowsAsync<VimFaultException>(() => login.LoginAsync(Call(), locale: null).AsTask());
        Assert.IsType<InvalidLogin>(refused.Fault);
        Assert.EndsWith("the token is refused: its user is gone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_groups_of_such_a_token_let_nobody_in_either()
    {
        var login = Login(new FederatedPrincipal(AccountName.Parse("gone@vsphere.local"), "Gone", [@"vsphere.local\Administrators"]) { IsOwn = true });
        var refused = await Assert.ThrowsAsync<VimFaultException>(() => login.LoginAsync(Call(), locale: null).AsTask());
        Assert.IsType<InvalidLogin>(refused.Fault);
    }

    [Fact]
    public async Task A_token_of_an_extension_logs_in_while_the_extension_is_there_and_has_a_certificate()
    {
        var extensions = _world.Directory.Extensions;
        extensions.Register(Registered.Extension(Key));
        _world.Directory.Permissions.Set(new PermissionEntry(AccountName.Parse($"{Key}@vsphere.local"), IsGroup: false, RoleId: -1));
        var login = Login(new FederatedPrincipal(AccountName.Parse($"{Key}@vsphere.local"), null, [@"vsphere.local\Administrators"]) { IsOwn = true }, extensions);
        await AssertRefusedAsync(login);

        extensions.SetCertificate(Key, CertificatePem(), shown: null);
        Assert.Equal($@"VSPHERE.LOCAL\{Key}", (await login.LoginAsync(Call(), locale: null)).Session.Data.User.UserName);

        extensions.Unregister(Key);
        await AssertRefusedAsync(login);
    }

    private static async Task AssertRefusedAsync(TokenLogin login)
    {
        var refused = await Assert.ThrowsAsync<VimFaultException>(() => login.LoginAsync(Call(), locale: null).AsTask());
        Assert.IsType<InvalidLogin>(refused.Fault);
        Assert.EndsWith("the token is refused: its user is gone", refused.Message, StringComparison.Ordinal);
    }

    private static string CertificatePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=extension", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        return certificate.ExportCertificatePem();
    }

    private static CallContext Call() => World.NewCall(
        new RequestHead { Door = "test", Client = World.Client, Operation = "LoginByToken", Version = ApiVersions.Default, Proof = new AnyProof() }, session: null);

    private TokenLogin Login(FederatedPrincipal principal, ExtensionDirectory? extensions = null) =>
        new(_world.Service, new Proven(principal), new PrincipalMapping(_world.Accounts, extensions), new LocaleCatalog(null));

    private sealed class Proven(FederatedPrincipal principal) : ITokenValidator
    {
        public ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken) => new(principal);
    }

    private sealed class AnyProof : CallerProof
    {
        public override int Length => 0;

        public override ReadOnlyMemory<byte> Assertion => default;
    }
}
