// The floor: what Kestrel alone costs, over TLS when it is given a certificate and its key. It reads a request's body to its end and answers bytes that it was given at start.
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VimSessionService.Floor;

using var rsa = RSA.Create(2048);
var hash = SHA256.HashData("floor"u8);
var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
var answers = CannedAnswer.ReadAll(args[0]);
var held = new HeldRequests();
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
    kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1024 * 1024, TimeSpan.FromSeconds(30));
    kestrel.Listen(IPAddress.Loopback, 0, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        if (args is [_, var certificate, var key])
            listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate, key));
    });
});
var app = builder.Build();
app.Run(async context =>
{
    var response = context.Response;
    if (context.Request.Path.Value == "/allocated")
    {
        var text = GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture);
        response.ContentLength = text.Length;
        await response.WriteAsync(text);
        return;
    }

    var body = context.Request.BodyReader;
    while (true)
    {
        var read = await body.ReadAsync();
        body.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
            break;
    }

    if (!answers.TryGetValue(context.Request.Path.Value ?? "", out var answer))
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        return;
    }

    // What the operation could not do without, whoever served it.
    var work = context.Request.QueryString.Value;
    if (work == "?sign")
        rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    else if (work == "?verify" && !rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        throw new CryptographicException("The signature is not the floor's own");
    else if (work is not null && HeldRequests.IsMeant(work))
        await held.RunAsync(work, response);

    foreach (var (name, value) in answer.Headers)
        response.Headers[name] = value;
    response.ContentLength = answer.Body.Length;
    await response.BodyWriter.WriteAsync(answer.Body);
});
await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
