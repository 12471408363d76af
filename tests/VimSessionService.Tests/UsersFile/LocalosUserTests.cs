using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using VimSessionService.Options;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

/// <summary>A user without a domain, in whatever spelling the users file and the permission in it have the name, logs in by each spelling at every door and is shown alike.</summary>
public sealed class LocalosUserTests : IDisposable
{
    private const string Password = "s3cret";

    private static readonly string[] Names = ["root", "root@localos", "ROOT@LOCALOS", @"LOCALOS\root", @"localos\Root"];

    private readonly TemporaryDirectory _directory = new();

    /// <summary>How the file has the user, and how its permission names the user.</summary>
    public static TheoryData<string, string> Spellings => new()
    {
        { "root", "root" }, { "root", "root@localos" }, { "root", @"LOCALOS\root" }, { "root@localos", "root" }, { @"LOCALOS\root", "ROOT@LOCALOS" }, { "root@LOCALOS", @"localos\Root" },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in_by_each_spelling_at_every_door_and_is_shown_alike(string user, string principal)
    {
        await using var app = await StartAsync($$"""{"Users":[{"Name":{{Json(user)}},"Password":"{{Password}}"}],"Permissions":[{"Principal":{{Json(principal)}},"Role":"Admin"}]}""");
        using var handler = new SocketsHttpHandler { UseCookies = false }; // each login is another session
        using var client = new HttpClient(handler) { BaseAddress = app.Url() };
        foreach (var name in Names)
        {
            Assert.Equal("root", await BySoapAsync(client, name));
            Assert.Equal("root", await ByRestAsync(client, name));
            Assert.Equal("root", await ByJsonRpcAsync(client, name));
        }
    }

    [Fact]
    public void Two_spellings_are_one_user()
    {
        var path = _directory.Write("users.json", """{"Users":[{"Name":"root","Password":"x"},{"Name":"LOCALOS\\Root","Password":"y"}]}""");
        Assert.EndsWith(@"there is already a user 'LOCALOS\Root'. Leave one of the two out.", Assert.Throws<UsersFileException>(() => UsersFileReader.Read(path, new Accounts())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("com.example.a")]
    [InlineData("com.example.a@localos")]
    [InlineData(@"LOCALOS\com.example.a")]
    public void Its_name_is_no_key_of_an_extension(string user)
    {
        var path = _directory.Write("users.json", $$"""{"Users":[{"Name":{{Json(user)}},"Password":"x"}],"Extensions":[{"Key":"com.example.a","SubjectName":"CN=a"}]}""");
        Assert.Contains("is the name of a user", Assert.Throws<UsersFileException>(() => UsersFileReader.Read(path, new Accounts())).Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(string file)
    {
        var options = new ServiceOptions { Tls = new TlsOptions { Enabled = false } };
        options.Accounts.UsersFile = _directory.Write("users.json", file);
        var app = TestHost.Build(TestHost.Settings(options));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<string> BySoapAsync(HttpClient client, string name)
    {
        var answer = await SendAsync(client, HttpMethod.Post, "/sdk", $"""
            <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><userName>{name}</userName><password>{Password}</password></Login></Body></Envelope>
            """, ("SOAPAction", "urn:vim25/8.0.3.0"));
        return answer.Split("<userName>")[1].Split('<')[0];
    }

    private static async Task<string> ByRestAsync(HttpClient client, string name)
    {
        var id = JsonDocument.Parse(await SendAsync(client, HttpMethod.Post, "/api/session", "", ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{Password}"))))).RootElement.GetString()!;
        return JsonDocument.Parse(await SendAsync(client, HttpMethod.Get, "/api/session", "", ("vmware-api-session-id", id))).RootElement.GetProperty("user").GetString()!;
    }

    private static async Task<string> ByJsonRpcAsync(HttpClient client, string name)
    {
        var created = await InvokeAsync("create", $$"""{"schemeId":"com.vmware.vapi.std.security.user_pass","userName":{{Json(name)}},"password":"{{Password}}"}""");
        var id = created.GetProperty("SECRET").GetString()!;
        var shown = await InvokeAsync("get", $$"""{"schemeId":"com.vmware.vapi.std.security.session_id","sessionId":"{{id}}"}""");
        return shown.GetProperty("STRUCTURE").GetProperty("com.vmware.cis.session.info").GetProperty("user").GetString()!;

        async Task<JsonElement> InvokeAsync(string operation, string context) => JsonDocument.Parse(await SendAsync(client, HttpMethod.Post, "/api",
            $$$$"""{"jsonrpc":"2.0","id":"1","method":"invoke","params":{"serviceId":"com.vmware.cis.session","operationId":"{{{{operation}}}}","input":{"STRUCTURE":{"operation-input":{}}},"ctx":{"appCtx":{},"securityCtx":{{{{context}}}}}}}""")).RootElement.GetProperty("result").GetProperty("output");
    }

    private static async Task<string> SendAsync(HttpClient client, HttpMethod method, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, body[0] == '{' ? "application/json" : "text/xml");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, content);
        return content;
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
