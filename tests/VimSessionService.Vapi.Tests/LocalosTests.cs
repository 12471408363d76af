using System.Text.Json;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Vapi.Tests;

/// <summary>A user without a domain logs in by each spelling of the name at every door of the Automation API, and is shown by the same name as by SOAP.</summary>
public sealed class LocalosTests : IDisposable
{
    private const string Password = "s3cret-R";

    private readonly Automation _vc = new();

    public static TheoryData<string> Spellings => ["reader", "reader@localos", "READER@LOCALOS", @"LOCALOS\reader", @"localos\Reader"];

    public void Dispose() => _vc.Dispose();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in_by_REST(string name)
    {
        var id = await _vc.LoginAsync(name, Password);

        using var shown = JsonDocument.Parse((await _vc.SendAsync("GET", Automation.SessionPath, ("vmware-api-session-id", id))).Answer);
        Assert.Equal("reader", shown.RootElement.GetProperty("user").GetString());
        await AssertShownBySoapAsync(id);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in_by_the_older_REST(string name)
    {
        var id = await _vc.LoginAsync(name, Password, Automation.OldSessionPath);

        using var shown = JsonDocument.Parse((await _vc.SendAsync("POST", Automation.OldSessionPath + "?~action=get", ("vmware-api-session-id", id))).Answer);
        Assert.Equal("reader", shown.RootElement.GetProperty("value").GetProperty("user").GetString());
        await AssertShownBySoapAsync(id);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in_by_JSON_RPC(string name)
    {
        using var created = JsonDocument.Parse((await _vc.RpcAsync("create", Automation.UserPass(JsonEncodedText.Encode(name).ToString(), Password))).Answer);
        var id = created.RootElement.GetProperty("result").GetProperty("output").GetProperty("SECRET").GetString()!;

        using var shown = JsonDocument.Parse((await _vc.RpcAsync("get", Automation.SessionId(id))).Answer);
        Assert.Equal("reader", shown.RootElement.GetProperty("result").GetProperty("output").GetProperty("STRUCTURE").GetProperty("com.vmware.cis.session.info").GetProperty("user").GetString());
        await AssertShownBySoapAsync(id);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_owns_the_shared_session(string name)
    {
        using var vc = new Automation(shared: new SharedSessionOptions("/shared-session", "0123456789abcdef", name));
        var answer = await vc.ShareAsync(Automation.Request("GET", "/shared-session", "", ("Authorization", "Bearer 0123456789abcdef")));
        Assert.Equal(200, answer.Status);
        var session = Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("reader", session.Data.User.UserName);
    }

    [Theory]
    [InlineData("reader@vsphere.local")]
    [InlineData(@"OTHER\reader")]
    public async Task By_another_domain_it_is_nobody(string name) =>
        Assert.Equal(401, (await _vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic(name, Password)))).Status);

    private async Task AssertShownBySoapAsync(string id) => Assert.Contains(
        "<userName>reader</userName>", (await _vc.Service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{id}\"")).Answer, StringComparison.Ordinal);
}
