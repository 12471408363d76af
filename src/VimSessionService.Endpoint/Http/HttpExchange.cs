using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Endpoint.Http;

/// <summary>
/// One HTTP request and its answer, as the endpoint sees them whichever server carries it: the seam for another host. The
/// endpoint reads and writes once, in this order: headers, body, status and headers of the answer, its body.
/// </summary>
public abstract class HttpExchange
{
    /// <summary>The method, such as <c>POST</c>.</summary>
    public abstract string Method { get; }

    /// <summary>The path without the query, decoded except for <c>%2F</c>.</summary>
    public abstract string Path { get; }

    /// <summary>The query with its question mark, as it came; empty for none.</summary>
    public abstract string Query { get; }

    /// <summary>Path and query as they came, where the server tells; from <see cref="Path"/> and <see cref="Query"/> otherwise.</summary>
    public virtual string RequestTarget => Path + Query;

    /// <summary>The caller's address.</summary>
    public abstract IPAddress RemoteAddress { get; }

    /// <summary>Whether the connection is encrypted, without which a cookie cannot be marked so.</summary>
    public abstract bool IsSecure { get; }

    /// <summary>The certificate that the caller showed; null for none.</summary>
    public abstract X509Certificate2? ClientCertificate { get; }

    /// <summary>The length that the request declares; null when it declares none.</summary>
    public abstract long? RequestLength { get; }

    /// <summary>The request's body as it travels, which may be compressed.</summary>
    public abstract PipeReader RequestBody { get; }

    /// <summary>The answer's body.</summary>
    public abstract PipeWriter ResponseBody { get; }

    /// <summary>Cancelled when the caller has gone or the service stops.</summary>
    public abstract CancellationToken Aborted { get; }

    /// <summary>The lines of a request header; none when it is absent.</summary>
    public abstract IReadOnlyList<string?> RequestHeader(string name);

    /// <summary>Sets the status of the answer.</summary>
    public abstract void SetStatus(int status);

    /// <summary>Sets a header of the answer, exactly as it is to travel.</summary>
    public abstract void SetHeader(string name, string value);

    /// <summary>Sets the length of the answer's body.</summary>
    public abstract void SetLength(long length);

    /// <summary>
    /// Is told that reading the body failed. An exchange whose connection is gone ends it, so that its server does not read on.
    /// </summary>
    public virtual void NoteBrokenBody(IOException failure)
    {
    }

    /// <summary>Lets the request's body come slowly, as uploads do: only a client that sends next to nothing is cut off. An exchange without such a bound does nothing: the default.</summary>
    public virtual void AllowSlowBody()
    {
    }

    /// <summary>Closes the connection without an answer, or in the middle of one. What was not sent yet may be lost.</summary>
    /// <param name="withReset">Whether by a reset; otherwise in order. An exchange that cannot tell them apart closes it somehow.</param>
    /// <exception cref="NotSupportedException">The exchange has no connection to close: the default.</exception>
    public virtual void Close(bool withReset) => throw new NotSupportedException("this exchange cannot close its connection");

    /// <summary>Has only the beginning of the answer's body sent. To be called before the length or the body is set.</summary>
    /// <exception cref="NotSupportedException">The exchange cannot do that: the default.</exception>
    public virtual void CutAnswer(CutAnswer cut) => throw new NotSupportedException("this exchange cannot cut its answer");

    /// <summary>The first line of a request header; null when it is absent.</summary>
    public virtual string? FirstHeader(string name) => RequestHeader(name) is [var first, ..] ? first : null;
}
