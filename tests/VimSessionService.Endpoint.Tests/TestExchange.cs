using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A request in memory, and the answer that it got: another host of the endpoint than the service's own.</summary>
public sealed class TestExchange : HttpExchange
{
    private readonly Dictionary<string, string?[]> _request = new(StringComparer.OrdinalIgnoreCase);
    private MemoryStream Written { get; } = new();

    public Dictionary<string, string> AnswerHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int Status { get; private set; }

    public byte[] AnswerBytes => Written.ToArray();

    public string Answer => Encoding.UTF8.GetString(AnswerBytes);

    public byte[] Body { get; init; } = [];

    public override string Method => Verb;

    public string Verb { get; init; } = "POST";

    public override string Path => Target;

    public string Target { get; init; } = "/sdk";

    public override string Query => Asked;

    public string Asked { get; init; } = "";

    public override IPAddress RemoteAddress => IPAddress.Parse(From);

    public string From { get; set; } = "192.0.2.7";

    public override bool IsSecure => Secure;

    public bool Secure { get; init; } = true;

    public override X509Certificate2? ClientCertificate => Certificate;

    public X509Certificate2? Certificate { get; init; }

    public override long? RequestLength => Sent is null ? Body.Length : null;

    public override PipeReader RequestBody => Sent?.Reader ?? PipeReader.Create(new ReadOnlySequence<byte>(Body));

    public override PipeWriter ResponseBody => Unread?.Writer ?? PipeWriter.Create(Written);

    /// <summary>What a client sends part by part, in the place of <see cref="Body"/>; null for one that sends all at once.</summary>
    public Pipe? Sent { get; init; }

    /// <summary>Takes the answer of a client that does not read it; null for one that reads.</summary>
    public Pipe? Unread { get; init; }

    public override CancellationToken Aborted => ClientGone ?? TestContext.Current.CancellationToken;

    /// <summary>Cancelled when the client closes its connection; null for one that stays.</summary>
    public CancellationToken? ClientGone { get; init; }

    public override IReadOnlyList<string?> RequestHeader(string name) => _request.GetValueOrDefault(name, []);

    public override void SetStatus(int status) => Status = status;

    public override void SetLength(long length) => SetHeader("Content-Length", length.ToString(CultureInfo.InvariantCulture));

    public override void SetHeader(string name, string value) => AnswerHeaders.Add(name, value);

    public TestExchange With(string header, params string[] lines)
    {
        _request[header] = lines;
        return this;
    }
}
