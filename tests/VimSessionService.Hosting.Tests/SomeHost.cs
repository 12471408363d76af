using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace VimSessionService.Hosting.Tests;

/// <summary>A host as somebody writes it who uses the library, on a server that has no connections.</summary>
internal static class SomeHost
{
    public static async Task<WebApplication> StartAsync(
        Action<VimSessionServiceOptions>? configure = null, Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        before?.Invoke(builder.Services);
        builder.Services.AddVimSessionService(configure);
        after?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapVimSessionService();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public static Task<(HttpStatusCode Status, string Content, string? Cookie)> CallAsync(this WebApplication app, string body, string? cookie = null, string path = "/sdk") => app.SendAsync(
        $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>""", cookie, path);

    /// <summary>Sends a whole envelope.</summary>
    public static async Task<(HttpStatusCode Status, string Content, string? Cookie)> SendAsync(this WebApplication app, string envelope, string? cookie = null, string path = "/sdk")
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path))
        {
            Content = new StringContent(envelope, Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single().Split(';')[0] : null;
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), set);
    }

    public static Task<(HttpStatusCode Status, string Content, string? Cookie)> LoginAsync(this WebApplication app, string user, string password, string path = "/sdk") =>
        app.CallAsync($"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{password}</password></Login>", path: path);

    public static Task<(HttpStatusCode Status, string Content, string? Cookie)> FetchAsync(this WebApplication app, string property, string? cookie) =>
        app.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this>SessionManager</_this><prop>{property}</prop></Fetch>", cookie);
}
