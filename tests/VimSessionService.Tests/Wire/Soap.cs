using System.Net.Http.Headers;
using System.Text;

namespace VimSessionService.Tests.Wire;

/// <summary>Calls as a client sends them.</summary>
public static class Soap
{
    public const string Content = "<RetrieveServiceContent xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>";

    public const string CurrentSession = "<Fetch xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><prop>currentSession</prop></Fetch>";

    public const string Logout = "<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>";

    public static string Login(string user, string password) =>
        $"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{password}</password></Login>";

    public static string Envelope(string body) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Header><operationID>test-op</operationID></soapenv:Header><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";

    public static HttpRequestMessage Request(string body, string? cookie = null, string path = "/sdk")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Envelope(body)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/xml; charset=utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

    public static async Task<(HttpResponseMessage Response, string Text)> CallAsync(this HttpClient client, string body, string? cookie = null, string path = "/sdk")
    {
        using var request = Request(body, cookie, path);
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static async Task<string> LoginAsync(this HttpClient client, string user = "administrator@vsphere.local", string password = RunningService.Password)
    {
        var (response, _) = await client.CallAsync(Login(user, password));
        Assert.Equal(200, (int)response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single();
    }
}
