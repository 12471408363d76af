using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace VimSessionService.WebHooks.Tests;

/// <summary>A request as a web hook sees it.</summary>
internal sealed record SeenRequest(string Method, string Path, string ContentType, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A web hook on a port of this machine, which answers as a test says.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    public const string Secret = "a secret of the tests, long enough";

    private readonly WebApplication _app;

    private HookServer(WebApplication app, X509Certificate2? certificate)
    {
        _app = app;
        Certificate = certificate;
    }

    /// <summary>Its certificate, which is its own authority; null over plain HTTP.</summary>
    public X509Certificate2? Certificate { get; }

    public Uri Url => new(_app.Urls.Single() + "/hook?code=hidden");

    public List<SeenRequest> Requests { get; } = [];

    /// <summary>Options of a client that shares the secret.</summary>
    public WebHookOptions Options => new() { Url = Url, Secret = Encoding.UTF8.GetBytes(Secret) };

    /// <summary>Starts one.</summary>
    public static async Task<HookServer> StartAsync(Func<HttpContext, SeenRequest, Task> answer, bool tls = false)
    {
        var certificate = tls ? NewCertificate() : null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var server = new HookServer(app, certificate);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var headers = context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var seen = new SeenRequest(
                context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.ContentType ?? "", headers, await reader.ReadToEndAsync(context.RequestAborted));
            lock (server.Requests)
                server.Requests.Add(seen);
            await answer(context, seen);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Starts one that answers with a text, signed as it has to be.</summary>
    public static Task<HookServer> AnsweringAsync(string answer, bool tls = false) => StartAsync((context, seen) => SignedAsync(context, seen, answer), tls);

    /// <summary>Answers with a text and its signature.</summary>
    public static Task SignedAsync(HttpContext context, SeenRequest request, string answer)
    {
        context.Response.Headers["VimSession-Signature"] = Sign($"v1\nanswer\n{request.Headers["VimSession-Request-Id"]}\n{answer}");
        return context.Response.WriteAsync(answer, context.RequestAborted);
    }

    /// <summary>The signature of a text with the secret, computed without the classes under test.</summary>
    public static string Sign(string text) => "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Certificate?.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=web hook of the tests", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
