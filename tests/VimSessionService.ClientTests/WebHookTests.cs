using System.Globalization;
using System.Net;
using System.Text;
using VimSessionService.ClientTests.Harness;
using VimSessionService.WebHooks;

namespace VimSessionService.ClientTests;

/// <summary>The samples of web hooks with the service and pyVmomi.</summary>
public sealed class WebHookTests
{
    private const string Login = """
        import os, ssl
        from pyVim.connect import Disconnect, SmartConnect
        from pyVmomi import vim
        def login(user, password):
            si = SmartConnect(host="127.0.0.1", port=int(os.environ["PORT"]), user=user, pwd=password, sslContext=ssl._create_unverified_context())
            session = si.content.sessionManager.currentSession
            may = si.content.authorizationManager.HasPrivilegeOnEntities([si.content.rootFolder], session.key, ["Sessions.TerminateSession"])
            print(session.userName, "|", session.fullName, "|", may[0].privAvailability[0].isGranted)
            Disconnect(si)
        def refused(user, password):
            try:
                login(user, password)
            except vim.fault.InvalidLogin:
                print("InvalidLogin")

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("python")]
    [InlineData("csharp")]
    public async Task A_web_hook_lets_a_user_in_and_says_what_the_user_may_do(string language)
    {
        using var hook = await HookProcess.StartAsync(language, Cancel);
        await using var service = await ServiceProcess.StartAsync(
            ["--authenticator", $"{hook.Url}", "--authorizer", $"{hook.Url}", "--authorizer-cache", "0", "--username", "root", "--password", "mine"],
            [new("VIMSESSION_HOOK_SECRET", HookProcess.Secret)],
            Cancel);

        Assert.Equal(
            [@"EXAMPLE.COM\ada | Ada Lovelace | True", "InvalidLogin", "InvalidLogin", "root | root | True"],
            await RunAsync(service, "login('ada@example.com', 'secret'); refused('ada@example.com', 'wrong'); refused('nobody', 'secret'); login('root', 'mine')"));
        hook.Stop();
        Assert.Equal(
            ["InvalidLogin", "root | root | True"],
            await RunAsync(service, "refused('nobody', 'secret'); login('root', 'mine')"));
        Assert.Contains(await service.ReadLogAsync(Cancel), line =>
            line.Contains("The login of nobody from 127.0.0.1 is refused: its password could not be checked: the web hook " + hook.Url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("python")]
    [InlineData("csharp")]
    public async Task A_sample_refuses_what_is_not_signed_not_recent_or_repeated(string language)
    {
        using var hook = await HookProcess.StartAsync(language, Cancel);
        using var client = new HttpClient();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, hook.Url, now, "a", "another secret of the tests"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, hook.Url, now, "b", secret: null));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, hook.Url, now - 301, "c", HookProcess.Secret));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, hook.Url, now + 330, "d", HookProcess.Secret));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, hook.Url, now, "e", HookProcess.Secret));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, hook.Url, now, "e", HookProcess.Secret));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, Uri url, long time, string id, string? secret)
    {
        var body = """{"question":"authenticate","userName":"ada","password":"x","client":{"address":"127.0.0.1","userAgent":""}}"""u8.ToArray();
        var timestamp = time.ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebHookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebHookSignature.RequestIdHeader, id);
        if (secret is not null)
            request.Headers.Add(WebHookSignature.Header, WebHookSignature.OfRequest(Encoding.UTF8.GetBytes(secret), timestamp, id, body));
        using var answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ServiceProcess service, string script)
    {
        using var shell = new Shell();
        var run = await shell.RunPythonAsync(Login + script, new KeyValuePair<string, string>("PORT", $"{service.Url.Port}"));
        Assert.True(run.ExitCode == 0, run.Output + service.Log);
        return run.Lines;
    }
}
