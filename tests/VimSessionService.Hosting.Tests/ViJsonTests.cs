using System.Net;
using System.Text;
using Microsoft.AspNetCore.TestHost;

namespace VimSessionService.Hosting.Tests;

/// <summary>Which servers have VI-JSON, and which release a client and a server agree on.</summary>
public sealed class ViJsonTests
{
    private const string Login = """{"userName":"alice@vsphere.local","password":"secret"}""";

    [Theory]
    [InlineData("8.0.1.0", "8.0.1.0")]
    [InlineData("8.0.3.0", "7.0.0.1")]
    [InlineData("9.1.0.0", "9.1.0.0")]
    public async Task A_vCenter_has_it_from_8_0_1_on(string version, string release)
    {
        var login = await SendAsync(version, esx: false, HttpMethod.Post, $"/sdk/vim25/{release}/SessionManager/SessionManager/Login", Login);
        Assert.Equal(HttpStatusCode.OK, login.Status);
        Assert.StartsWith("""{"_typeName":"UserSession","key":"52""", login.Content, StringComparison.Ordinal);
    }

    /// <summary>There a request to such a path is one to any path under <c>/sdk</c>.</summary>
    [Theory]
    [InlineData("8.0.0.2", false)]
    [InlineData("6.7", false)]
    [InlineData("9.1.0.0", true)]
    public async Task Older_servers_and_ESX_hosts_take_a_call_for_SOAP(string version, bool esx)
    {
        var call = await SendAsync(version, esx, HttpMethod.Post, $"/sdk/vim25/{version}/SessionManager/SessionManager/Login", Login);
        Assert.Equal(HttpStatusCode.InternalServerError, call.Status);
        Assert.Contains("<faultcode>ClientFaultCode</faultcode>", call.Content, StringComparison.Ordinal);
        Assert.Contains("not well-formed", call.Content, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(version, esx, HttpMethod.Get, $"/sdk/vim25/{version}/ServiceInstance/ServiceInstance/content", null)).Status);
    }

    public static TheoryData<string, string, HttpStatusCode, string> Offers => new()
    {
        { "8.0.3.0", """{"api_releases":["9.1.0.0","8.0.2.0","8.0.3.0"]}""", HttpStatusCode.OK, """{"api_release":"8.0.2.0"}""" },
        { "9.1.0.0", """{"api_releases":["9.1.0.0"],"more":1}""", HttpStatusCode.OK, """{"api_release":"9.1.0.0"}""" },
        { "8.0.2.0", """{"api_releases":["9.9.9.9","x",""]}""", HttpStatusCode.OK, """{"api_release":""}""" },
        { "8.0.2.0", """{"api_releases":[]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", $$"""{"api_releases":["{{new string('1', 65)}}"]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", $$"""{"api_releases":[{{string.Join(',', Enumerable.Repeat("\"8.0.2.0\"", 129))}}]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", $$"""{"api_releases":[{{string.Join(',', Enumerable.Repeat("\"8.0.2.0\"", 128))}}]}""", HttpStatusCode.OK, """{"api_release":"8.0.2.0"}""" },
        { "8.0.2.0", """{"api_releases":[1]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", """{"api_releases":["\ud800"]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", """{"api_releases":"8.0.2.0"}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", """{"api_releases":["8.0.2.0"],"api_releases":["8.0.1.0"]}""", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", "[]", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", "{", HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", string.Concat(Enumerable.Repeat("[", 1000)), HttpStatusCode.BadRequest, """{"error_type":"INVALID_ARGUMENT","messages":[]}""" },
        { "8.0.2.0", new string(' ', 1024 * 1024) + "x", HttpStatusCode.RequestEntityTooLarge, "" },
        { "8.0.1.0", """{"api_releases":["8.0.1.0"]}""", HttpStatusCode.NotFound, "" },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task A_client_and_a_server_agree_on_a_release(string version, string body, HttpStatusCode status, string answer)
    {
        var (answeredStatus, content) = await SendAsync(version, esx: false, HttpMethod.Post, "/api/vcenter/system?action=hello", body);

        Assert.Equal(status, answeredStatus);
        if (answer.Length > 0)
            Assert.Equal(answer, content);
    }

    /// <summary>Only a POST of JSON is asked for a release; another method is one to a path of REST that is not there.</summary>
    [Theory]
    [InlineData("POST", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT", "application/json", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "application/json", HttpStatusCode.NotFound)]
    public async Task A_release_is_asked_for_by_a_POST_of_json(string method, string type, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync("8.0.3.0", esx: false, new HttpMethod(method), "/api/vcenter/system?action=hello", """{"api_releases":["8.0.3.0"]}""", type)).Status);

    private static async Task<(HttpStatusCode Status, string Content)> SendAsync(string version, bool esx, HttpMethod method, string path, string? body, string type = "application/json")
    {
        await using var app = await SomeHost.StartAsync(options =>
        {
            options.Emulation.ApiVersion = version;
            options.Emulation.Esx = esx;
            options.Directory.AddUser("alice@vsphere.local", "secret", "Admin");
        });
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(method, new Uri(client.BaseAddress!, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
