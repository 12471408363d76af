using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Benchmarks;

/// <summary>A call without a server. It costs as little as may be, so that what is measured is the endpoint.</summary>
internal sealed class MemoryExchange : HttpExchange
{
    private static readonly string?[] None = [];
    private static readonly string?[] Action = ["\"urn:vim25/8.0.3.0\""];
    private static readonly string?[] UserAgent = ["bench/1.0"];

    private readonly Stream _request;
    private readonly string?[] _cookie;
    private readonly string?[] _session;

    /// <summary>A request of an envelope.</summary>
    /// <param name="request">The envelope; left open.</param>
    /// <param name="cookie">The Cookie header; null for none.</param>
    /// <param name="session">The header <c>vmware-api-session-id</c>; null for none.</param>
    /// <param name="path">The path.</param>
    public MemoryExchange(Stream request, string? cookie = null, string? session = null, string path = "/sdk")
    {
        Path = path;
        _session = session is null ? None : [session];
        _request = request;
        _cookie = cookie is null ? None : [cookie];
    }

    /// <summary>The cookie as a client sends it back; null when the answer set none.</summary>
    public string? Cookie { get; private set; }

    /// <summary>The session of VI-JSON; null when the answer gave none.</summary>
    public string? Session { get; private set; }

    /// <summary>The status of the answer.</summary>
    public int Status { get; private set; }

    /// <inheritdoc/>
    public override string Method => "POST";

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override string Query => "";

    /// <inheritdoc/>
    public override IPAddress RemoteAddress => IPAddress.Loopback;

    /// <inheritdoc/>
    public override bool IsSecure => false;

    /// <inheritdoc/>
    public override X509Certificate2? ClientCertificate => null;

    /// <inheritdoc/>
    public override long? RequestLength => _request.Length;

    /// <inheritdoc/>
    public override PipeReader RequestBody => PipeReader.Create(_request, new StreamPipeReaderOptions(leaveOpen: true));

    /// <inheritdoc/>
    public override PipeWriter ResponseBody => PipeWriter.Create(Stream.Null);

    /// <inheritdoc/>
    public override CancellationToken Aborted => CancellationToken.None;

    /// <inheritdoc/>
    public override IReadOnlyList<string?> RequestHeader(string name) => name switch
    {
        "SOAPAction" => Action,
        "User-Agent" => UserAgent,
        "Cookie" => _cookie,
        "vmware-api-session-id" => _session,
        _ => None,
    };

    /// <inheritdoc/>
    public override void SetStatus(int status) => Status = status;

    /// <inheritdoc/>
    public override void SetLength(long length)
    {
        // Nobody asks for it.
    }

    /// <inheritdoc/>
    public override void SetHeader(string name, string value)
    {
        if (name == "vmware-api-session-id")
            Session = value;
        if (name == "Set-Cookie")
            Cookie = value.Split(';')[0];
    }
}
