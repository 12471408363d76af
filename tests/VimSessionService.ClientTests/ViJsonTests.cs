using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>VI-JSON by what each language has of its own; curl is in docs/doors.md.</summary>
public abstract class ViJsonFacts(VCenter vCenter) : StartedTests(vCenter)
{
    private static readonly ClientProgram Node = new("nodejs", ["node"], ["--version"]);

    [Fact]
    public Task Python_urllib() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3", "json"), "vi-json/session.py", 14);

    [Fact]
    public Task Node_https() => Scripts.AssertAsync(vCenter, Node, "vi-json/session.js", 8);

    [Fact]
    public Task Go_net_http_as_govmomi_does() => GovmomiProgram.AssertAsync(vCenter, "vi-json-go", 10);

    /// <summary>System.Text.Json reads the answers as the objects that they say they are.</summary>
    [Fact]
    public async Task System_Text_Json()
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null; // the service's own, on this machine
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"{vCenter.Url.GetLeftPart(UriPartial.Authority)}/sdk/vim25/8.0.3.0/") };
        var environment = vCenter.Environment.ToDictionary(StringComparer.Ordinal);
        var cancellationToken = TestContext.Current.CancellationToken;

        using var login = await client.PostAsJsonAsync(
            "SessionManager/SessionManager/Login", new JsonObject { ["userName"] = environment["VIM_USER"], ["password"] = environment["VIM_PASSWORD"] }, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        client.DefaultRequestHeaders.Add("vmware-api-session-id", login.Headers.GetValues("vmware-api-session-id").Single());
        var session = await login.Content.ReadFromJsonAsync<UserSession>(JsonSerializerOptions.Web, cancellationToken);

        var own = await client.GetFromJsonAsync<UserSession>("SessionManager/SessionManager/currentSession", JsonSerializerOptions.Web, cancellationToken);
        Assert.Equal(session! with { CallCount = own!.CallCount, LastActiveTime = own.LastActiveTime }, own);
        var locales = await client.GetFromJsonAsync<string[]>("SessionManager/SessionManager/supportedLocaleList", cancellationToken);
        Assert.Contains("de", locales!);

        using var logout = await client.PostAsync(new Uri("SessionManager/SessionManager/Logout", UriKind.Relative), null, cancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
    }

    private sealed record UserSession(string Key, string UserName, string FullName, DateTimeOffset LoginTime, DateTimeOffset LastActiveTime, string Locale, bool ExtensionSession, string IpAddress, int CallCount);
}

/// <summary>VI-JSON at one process.</summary>
public sealed class ViJsonTests(VCenter vCenter) : ViJsonFacts(vCenter), IClassFixture<VCenter>;

/// <summary>VI-JSON at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedViJsonTests(ReplicatedVCenters vCenters) : ViJsonFacts(vCenters.Usual);
