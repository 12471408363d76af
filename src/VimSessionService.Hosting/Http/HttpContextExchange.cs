using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using VimSessionService.Endpoint.Http;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace VimSessionService.Hosting.Http;

/// <summary>A call that Kestrel carries.</summary>
public class HttpContextExchange(HttpContext context) : HttpExchange
{
    /// <summary>What uploads have to reach: every client does that is not stuck.</summary>
    private static readonly MinDataRate SlowBodyRate = new(240, TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public override IPAddress RemoteAddress { get; } = Plain(context.Connection.RemoteIpAddress);

    /// <summary>The request and its answer as ASP.NET Core has them.</summary>
    internal HttpContext Context => context;

    /// <inheritdoc/>
    public override string Method => context.Request.Method;

    /// <inheritdoc/>
    public override string Path => context.Request.Path.Value ?? "";

    /// <inheritdoc/>
    public override string Query => context.Request.QueryString.Value ?? "";

    /// <summary>The target of the request line, which a ticket's URL is compared with; a client of a proxy sends the whole URL.</summary>
    public override string RequestTarget
    {
        get
        {
            if (context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } raw)
                return Path + Query;
            var authority = raw.IndexOf("://", StringComparison.Ordinal);
            if (raw is ['/', ..] || authority < 0)
                return raw;
            var path = raw.IndexOf('/', authority + 3);
            return path < 0 ? "/" : raw[path..];
        }
    }

    /// <inheritdoc/>
    public override bool IsSecure => context.Request.IsHttps;

    /// <inheritdoc/>
    public override X509Certificate2? ClientCertificate => IsSecure ? context.Connection.ClientCertificate : null;

    /// <inheritdoc/>
    public override long? RequestLength => context.Request.ContentLength;

    /// <inheritdoc/>
    public override PipeReader RequestBody => context.Request.BodyReader;

    /// <inheritdoc/>
    public override PipeWriter ResponseBody => context.Response.BodyWriter;

    /// <inheritdoc/>
    public override CancellationToken Aborted { get; } = context.RequestAborted;

    /// <inheritdoc/>
    public override IReadOnlyList<string?> RequestHeader(string name) => context.Request.Headers[name] is { Count: > 0 } lines ? lines : [];

    /// <inheritdoc/>
    public override string? FirstHeader(string name) => context.Request.Headers[name] is [var first, ..] ? first : null;

    /// <inheritdoc/>
    public override void SetLength(long length) => context.Response.ContentLength = length;

    /// <inheritdoc/>
    public override void SetStatus(int status) => context.Response.StatusCode = status;

    /// <inheritdoc/>
    public override void SetHeader(string name, string value) => context.Response.Headers[name] = value;

    /// <inheritdoc/>
    public override void NoteBrokenBody(IOException failure)
    {
        if (failure is not BadHttpRequestException) // which is about the request: its sender may still read
            context.Abort();
    }

    /// <inheritdoc/>
    public override void AllowSlowBody()
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = SlowBodyRate;
    }

    /// <inheritdoc/>
    public override void Close(bool withReset) => ConnectionClosing.Close(context, withReset);

    /// <inheritdoc/>
    public override void CutAnswer(CutAnswer cut) => CutBody.Install(context, cut);

    /// <summary>An IPv4 caller on a socket of both families is shown as what it is.</summary>
    private static IPAddress Plain(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ => address,
    };
}
