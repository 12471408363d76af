using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Hosting;

namespace VimSessionService.Admin.Tests;

/// <summary>A host of the service with the admin API, on a server that has no connections.</summary>
internal sealed class LabHost : IAsyncDisposable
{
    public const string Token = "0123456789abcdef-token";
    public const string User = "alice@vsphere.local";
    public const string Password = "correct horse";

    private readonly HttpClient _http;

    private LabHost(WebApplication app)
    {
        App = app;
        _http = app.GetTestClient();
        Api = new AdminApiClient(_http, new Uri("http://localhost/admin/v1"), Token);
    }

    public WebApplication App { get; }

    public AdminApiClient Api { get; }

    /// <summary>How many SOAP calls were made by this.</summary>
    public int Calls { get; private set; }

    public static async Task<LabHost> StartAsync(Action<VimSessionServiceOptions>? configure = null, Action<IServiceCollection>? before = null, Action<AdminOptions>? admin = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        before?.Invoke(builder.Services);
        builder.Services.AddVimSessionService(options =>
        {
            options.Directory.AddUser(User, Password, role: "Admin");
            configure?.Invoke(options);
        });
        builder.Services.AddVimSessionAdmin(options =>
        {
            options.Token = Token;
            admin?.Invoke(options);
        });
        var app = builder.Build();
        app.MapVimSessionService();
        app.MapVimSessionAdmin();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LabHost(app);
    }

    /// <summary>Sends a request to the admin API as it is given.</summary>
    public async Task<(HttpStatusCode Status, string Content)> SendAsync(
        HttpMethod method, string path, string? body = null, string? token = Token, string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri("http://localhost/admin/v1/" + path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        if (token is not null)
            request.Headers.Add("Authorization", "Bearer " + token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Makes a SOAP call; the result has the cookie that the response sets, as a Cookie header.</summary>
    public Task<(HttpStatusCode Status, string Content, string? Cookie)> CallAsync(string body, string? cookie = null, string? userAgent = null) =>
        SendEnvelopeAsync($"<soapenv:Body>{body}</soapenv:Body>", cookie, userAgent);

    /// <summary>Makes a SOAP call, of which everything in the envelope is given.</summary>
    public async Task<(HttpStatusCode Status, string Content, string? Cookie)> SendEnvelopeAsync(string content, string? cookie = null, string? userAgent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/sdk"))
        {
            Content = new StringContent(
                $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">{content}</soapenv:Envelope>""", Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (userAgent is not null)
            request.Headers.Add("User-Agent", userAgent);
        Calls++;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single().Split(';')[0] : null;
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), set);
    }

    public Task<(HttpStatusCode Status, string Content, string? Cookie)> LoginAsync(string user = User, string password = Password, string? userAgent = null) =>
        CallAsync($"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{password}</password></Login>", userAgent: userAgent);

    public Task<(HttpStatusCode Status, string Content, string? Cookie)> FetchAsync(string property, string? cookie) =>
        CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this>SessionManager</_this><prop>{property}</prop></Fetch>", cookie);

    public Task<(HttpStatusCode Status, string Content, string? Cookie)> LogoutAsync(string? cookie) =>
        CallAsync("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>", cookie);

    /// <summary>A client of the service, whose addresses are relative.</summary>
    public HttpClient NewClient() => App.GetTestClient();

    public Task<RuleInfo> AddAsync(RuleSpec rule) => Api.AddRuleAsync(rule, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _http.Dispose();
        await App.DisposeAsync();
    }
}
