using System.ServiceModel;
using System.Xml;
using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Tokens of single sign-on, and logins by them, of a typed WCF client: the reference for users of .NET.</summary>
public abstract class WcfTokenFacts(SsoVCenter vCenter) : StartedTests(vCenter)
{
    private const string WrongLogin = "Cannot complete login due to an incorrect user name or password.";
    private const string ShownSolution = @"VSPHERE.LOCAL\backup";

    [Fact]
    public async Task A_password_gets_a_token_that_logs_in_and_Logout_ends_the_session()
    {
        var token = await BearerAsync(vCenter.UserName);
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var session = await client.LoginByTokenAsync(content.SessionManager!, token);

        Assert.Equal(vCenter.ShownUserName, session.UserName);
        Assert.Equal("Administrator vsphere.local", session.FullName);
        Assert.Equal(session.Key, (await client.CurrentSessionAsync(content))?.Key);
        await client.Port.LogoutAsync(content.SessionManager!);
        Assert.Null(await client.CurrentSessionAsync(content));
        Assert.Equal(vCenter.ShownUserName, await LogInAsync(client, token)); // a bearer token is good as long as it lives
    }

    [Fact]
    public async Task The_token_of_a_key_logs_in_on_a_connection_with_the_keys_certificate()
    {
        using var certificate = vCenter.SolutionCertificate();
        using var other = vCenter.UnknownCertificate();
        await using var sts = new StsClient(vCenter.StsUrl, certificate);
        var token = await sts.IssueAsync();
        Assert.EndsWith(":holder-of-key", Find(token, "SubjectConfirmation").GetAttribute("Method"), StringComparison.Ordinal);

        await using var client = new VimClient(vCenter.Url, certificate);
        await using var wrong = new VimClient(vCenter.Url, other);
        await using var without = new VimClient(vCenter.Url);

        Assert.Equal(ShownSolution, await LogInAsync(client, token));
        await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => LogInAsync(wrong, token));
        await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => LogInAsync(without, token));
    }

    [Fact]
    public async Task The_token_of_a_key_logs_in_by_a_message_that_the_key_signed()
    {
        using var certificate = vCenter.SolutionCertificate();
        using var other = vCenter.UnknownCertificate();
        await using var sts = new StsClient(vCenter.StsUrl, certificate);
        var token = await sts.IssueAsync();

        await using var client = new VimClient(vCenter.Url, signer: certificate);
        await using var wrong = new VimClient(vCenter.Url, signer: other);

        Assert.Equal(ShownSolution, await LogInAsync(client, token));
        await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => LogInAsync(wrong, token));
        await AssertLoggedAsync("the message was signed by another key");
    }

    [Fact]
    public async Task A_token_that_was_changed_is_a_typed_InvalidLogin()
    {
        var token = await BearerAsync(VCenter.Reader);
        Find(token, "NameID").InnerText = "Administrator@VSPHERE.LOCAL";
        await using var client = new VimClient(vCenter.Url);

        var fault = await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => LogInAsync(client, token));

        Assert.Equal((WrongLogin, "ServerFaultCode"), (fault.Message, fault.Code.Name));
        await AssertLoggedAsync("the assertion is not the one that was signed");
    }

    [Fact]
    public async Task No_token_is_a_typed_InvalidLogin()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var fault = await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => client.Port.LoginByTokenAsync(content.SessionManager!));

        Assert.Equal(WrongLogin, fault.Message);
    }

    [Fact]
    public async Task A_user_without_a_permission_gets_a_token_and_a_typed_NoPermission()
    {
        var token = await BearerAsync(VCenter.Nobody);
        await using var client = new VimClient(vCenter.Url);

        var fault = await Assert.ThrowsAsync<FaultException<NoPermission>>(() => LogInAsync(client, token));

        Assert.Equal("Permission to perform this operation was denied.", fault.Message);
    }

    [Fact]
    public async Task The_security_token_service_says_why_by_its_code()
    {
        using var certificate = vCenter.UnknownCertificate();
        await using var sts = new StsClient(vCenter.StsUrl);
        await using var stranger = new StsClient(vCenter.StsUrl, certificate);

        foreach (var issue in new Func<Task<XmlElement>>[] { () => sts.IssueAsync(vCenter.UserName, "wrong"), stranger.IssueAsync })
        {
            var fault = await Assert.ThrowsAsync<FaultException>(issue);
            Assert.Equal((Trust.Namespace, "FailedAuthentication", "Invalid credentials"), (fault.Code.Namespace, fault.Code.Name, fault.Message));
        }
    }

    private async Task AssertLoggedAsync(string reason) =>
        Assert.Contains(await vCenter.ReadLogAsync(TestContext.Current.CancellationToken), line => line.Contains(reason, StringComparison.Ordinal));

    private async Task<XmlElement> BearerAsync(string userName)
    {
        await using var sts = new StsClient(vCenter.StsUrl);
        return await sts.IssueAsync(userName, VCenter.Password);
    }

    /// <summary>Logs in and out; whose session it was.</summary>
    private static async Task<string> LogInAsync(VimClient client, XmlElement token)
    {
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);
        var session = await client.LoginByTokenAsync(content.SessionManager!, token);
        await client.Port.LogoutAsync(content.SessionManager!);
        return session.UserName;
    }

    private static XmlElement Find(XmlElement token, string name) => (XmlElement)token.GetElementsByTagName(name, Trust.Saml)[0]!;
}

/// <summary>Tokens of a WCF client at one process.</summary>
public sealed class WcfTokenTests(SsoVCenter vCenter) : WcfTokenFacts(vCenter), IClassFixture<SsoVCenter>;

/// <summary>Tokens of a WCF client at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedWcfTokenTests(ReplicatedVCenters vCenters) : WcfTokenFacts(vCenters.Sso);
