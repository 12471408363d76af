using VimSessionService.ClientTests.Clients.Wcf;

namespace Examples;

public sealed class LoginTests(VCenterFixture vCenter) : IClassFixture<VCenterFixture>
{
    [Fact]
    public async Task A_user_logs_in()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var session = await client.Port.LoginAsync(content.SessionManager!, VCenterFixture.UserName, VCenterFixture.Password);

        Assert.Equal("root", session.UserName);
        await client.Port.LogoutAsync(content.SessionManager!);
    }
}
