using System.IO.Compression;
using System.Net;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Formats;

/// <summary>The body of an answer: in memory, within the limits of the service, until its client has read it. It goes from call to call.</summary>
/// <param name="limits">How large answers may be.</param>
internal sealed class Answer(ServiceLimits limits) : IDisposable
{
    private readonly AnswerMemory _memory = new(limits);
    private Utf8Buffer? _content;

    /// <summary>What is written.</summary>
    public Utf8Buffer Content => _content ??= new Utf8Buffer { Growing = _memory.Take };

    /// <summary>Begins an answer to an address, in the place of one that could not be written.</summary>
    public void Begin(IPAddress address)
    {
        Content.Clear();
        _memory.Begin(address);
    }

    /// <summary>Sends what was written, compressed when that is worth it and the client takes it; sets the headers that say so.</summary>
    /// <param name="request">The call that is answered.</param>
    /// <param name="gzipMinimumBytes">Answers of fewer bytes are not compressed.</param>
    public ValueTask SendAsync(BufferedRequest request, int gzipMinimumBytes)
    {
        var exchange = request.Exchange;
        if (Content.Length >= gzipMinimumBytes && AcceptEncoding.HasGzip(exchange.RequestHeader("Accept-Encoding")))
            return SendGzipAsync(exchange);
        if (Content.PartCount > 1)
            return SendPartsAsync(request);
        exchange.SetLength(Content.Length);
        var flush = exchange.ResponseBody.WriteAsync(Content.Part(0), exchange.Aborted);
        if (!flush.IsCompletedSuccessfully)
            return new ValueTask(flush.AsTask());
        _ = flush.Result;
        return default;
    }

    /// <summary>The answer is sent, or will not be: gives back what is left of its memory.</summary>
    public void End()
    {
        _content?.Clear();
        _memory.End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _content?.Dispose();
    }

    /// <summary>A large answer goes out part by part, as fast as its client reads.</summary>
    private async ValueTask SendPartsAsync(BufferedRequest request)
    {
        request.ReturnBody(); // what was made of the request is not held any more
        for (var i = 0; i < Content.PartCount; i++)
        {
            var flush = await request.Exchange.ResponseBody.WriteAsync(Content.Part(i), request.Exchange.Aborted);
            if (flush.IsCompleted)
                return; // the client reads no more
            ReleasePart(i);
        }
    }

    private async ValueTask SendGzipAsync(HttpExchange exchange)
    {
        exchange.SetHeader("Content-Encoding", "gzip");
        await using var gzip = new GZipStream(exchange.ResponseBody.AsStream(leaveOpen: true), CompressionLevel.Fastest);
        for (var i = 0; i < Content.PartCount; i++)
        {
            await gzip.WriteAsync(Content.Part(i), exchange.Aborted);
            ReleasePart(i);
            if (Content.PartCount > 1)
                await Task.Yield(); // compressing takes its time
        }
    }

    private void ReleasePart(int index)
    {
        Content.Release(index);
        _memory.ReleasePart();
    }
}
