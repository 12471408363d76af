using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Endpoint.ViJson;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Calls of VI-JSON.</summary>
internal static class ViJsonCall
{
    public const string Session = "vmware-api-session-id";

    public const string Login = """{"userName":"administrator@vsphere.local","password":"s3cret-A"}""";

    /// <summary>Makes a call.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">What comes after the release; with a slash at its beginning the whole path.</param>
    /// <param name="body">The arguments; null for reading a property.</param>
    /// <param name="session">The session; null for none.</param>
    /// <param name="release">The release.</param>
    /// <param name="change">Changes the request before it is sent.</param>
    public static Task<TestExchange> JsonAsync(
        this TestService service, string path, string? body = null, string? session = null, string release = "8.0.3.0", Action<TestExchange>? change = null) =>
        service.SendJsonAsync(Request(path.StartsWith('/') ? path : $"/sdk/vim25/{release}/{path}", body, session), change);

    /// <summary>Sends a request.</summary>
    public static async Task<TestExchange> SendJsonAsync(this TestService service, TestExchange exchange, Action<TestExchange>? change = null)
    {
        change?.Invoke(exchange);
        await service.Endpoint.HandleAsync(service.Get<ViJsonFormat>(), exchange);
        return exchange;
    }

    /// <summary>Logs in, and gives the session's secret.</summary>
    public static async Task<string> JsonLoginAsync(this TestService service)
    {
        var login = await service.JsonAsync("SessionManager/SessionManager/Login", Login);
        Assert.Equal(200, login.Status);
        return login.AnswerHeaders[Session];
    }

    /// <summary>A request for a method, or for a property when there is no body.</summary>
    public static TestExchange Request(string target, string? body = null, string? session = null, string from = "192.0.2.7", X509Certificate2? certificate = null)
    {
        var exchange = new TestExchange { Verb = body is null ? "GET" : "POST", Target = target, Body = Encoding.UTF8.GetBytes(body ?? ""), From = from, Certificate = certificate };
        if (body is not null)
            exchange.With("Content-Type", "application/json");
        return session is null ? exchange : exchange.With(Session, session);
    }
}
