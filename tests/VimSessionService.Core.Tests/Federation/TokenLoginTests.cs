using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Federation;

/// <summary>A token outlives its user: one that the service itself issued logs nobody in who is there no more.</summary>
public sealed class TokenLoginTests : IDisposable
{
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

    private static CallContext Call() => World.NewCall(
        new RequestHead { Door = "test", Client = World.Client, Operation = "LoginByToken", Version = ApiVersions.Default, Proof = new AnyProof() }, session: null);

    private TokenLogin Login(FederatedPrincipal principal) =>
        new(_world.Service, new Proven(principal), new PrincipalMapping(_world.Accounts), new LocaleCatalog(null));

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
