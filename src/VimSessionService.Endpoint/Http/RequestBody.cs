using System.IO.Compression;
using System.IO.Pipelines;

namespace VimSessionService.Endpoint.Http;

/// <summary>Why a body could not be read.</summary>
public enum RequestBodyProblem
{
    /// <summary>It is larger than allowed, before or after decompression.</summary>
    TooLarge,

    /// <summary>It is compressed in a way that is not accepted.</summary>
    UnsupportedEncoding,

    /// <summary>It is said to be gzip, and is not.</summary>
    Broken,

    /// <summary>It did not arrive whole, or too slowly.</summary>
    Incomplete,
}

/// <summary>A body could not be read.</summary>
/// <param name="problem">Why.</param>
/// <param name="message">The same in words that the client may be told.</param>
/// <param name="inner">What the connection failed with; null for a body that is wrong in itself.</param>
public sealed class RequestBodyException(RequestBodyProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public RequestBodyProblem Problem { get; } = problem;
}

/// <summary>Reads the body of a request, plain or gzip, within bounds. Every format reads its requests by it.</summary>
public static class RequestBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="buffer">Where the body goes.</param>
    /// <param name="maxBytes">The most bytes that the body may have, before and after decompression.</param>
    /// <param name="allowsGzip">Whether the body may be compressed.</param>
    /// <exception cref="RequestBodyException">The body could not be read.</exception>
    /// <exception cref="Core.ServiceBusyException">Other requests take too much memory already.</exception>
    public static ValueTask ReadAsync(HttpExchange exchange, RequestBuffer buffer, int maxBytes, bool allowsGzip = true)
    {
        if (exchange.RequestLength > maxBytes)
            throw TooLarge(maxBytes);
        buffer.Length = 0;
        return ContentEncoding.Of(exchange.RequestHeader("Content-Encoding")) switch
        {
            BodyEncoding.None => ReadPlainAsync(exchange, buffer, maxBytes),
            BodyEncoding.Gzip when allowsGzip => ReadGzipAsync(exchange, buffer, maxBytes),
            _ => throw new RequestBodyException(RequestBodyProblem.UnsupportedEncoding, allowsGzip ? "Unsupported content encoding; expected gzip or none" : "Unsupported content encoding; expected none"),
        };
    }

    /// <summary>Nearly every body has come with its headers, and is read without waiting.</summary>
    private static ValueTask ReadPlainAsync(HttpExchange exchange, RequestBuffer buffer, int maxBytes)
    {
        var body = exchange.RequestBody;
        try
        {
            while (body.TryRead(out var read))
            {
                if (Take(exchange, buffer, maxBytes, body, read))
                    return default;
            }
        }
        catch (IOException failure)
        {
            throw Incomplete(exchange, failure);
        }

        return WaitAsync(exchange, buffer, maxBytes, body);
    }

    private static async ValueTask WaitAsync(HttpExchange exchange, RequestBuffer buffer, int maxBytes, PipeReader body)
    {
        try
        {
            while (!Take(exchange, buffer, maxBytes, body, await body.ReadAsync(exchange.Aborted)))
            {
            }
        }
        catch (IOException failure)
        {
            throw Incomplete(exchange, failure);
        }
    }

    private static bool Take(HttpExchange exchange, RequestBuffer buffer, int maxBytes, PipeReader body, ReadResult read)
    {
        try
        {
            foreach (var memory in read.Buffer)
                Append(exchange, buffer, maxBytes, memory.Span);
        }
        finally
        {
            body.AdvanceTo(read.Buffer.End); // also of a body that is refused, or the server cannot read the rest of it
        }

        return read.IsCompleted;
    }

    private static void Append(HttpExchange exchange, RequestBuffer buffer, int maxBytes, ReadOnlySpan<byte> bytes)
    {
        if (buffer.Length + bytes.Length > maxBytes)
            throw TooLarge(maxBytes);
        while (buffer.Length + bytes.Length > buffer.Bytes.Length)
            buffer.Grow(exchange.RemoteAddress);
        bytes.CopyTo(buffer.Bytes.AsSpan(buffer.Length));
        buffer.Length += bytes.Length;
    }

    private static async ValueTask ReadGzipAsync(HttpExchange exchange, RequestBuffer buffer, int maxBytes)
    {
        try
        {
            await using var plain = new GZipStream(exchange.RequestBody.AsStream(), CompressionMode.Decompress);
            while (true)
            {
                var read = await plain.ReadAsync(buffer.Free, exchange.Aborted);
                if (read == 0)
                    return;
                buffer.Length += read;
                if (buffer.Length > maxBytes)
                    throw TooLarge(maxBytes);
                if (buffer.Length == buffer.Bytes.Length)
                    buffer.Grow(exchange.RemoteAddress);
            }
        }
        catch (InvalidDataException)
        {
            throw new RequestBodyException(RequestBodyProblem.Broken, "The content is not gzip");
        }
        catch (IOException failure)
        {
            throw Incomplete(exchange, failure);
        }
    }

    private static RequestBodyException Incomplete(HttpExchange exchange, IOException failure)
    {
        exchange.NoteBrokenBody(failure);
        return new RequestBodyException(RequestBodyProblem.Incomplete, "The request did not arrive whole or in time", failure);
    }

    private static RequestBodyException TooLarge(int maxBytes) => new(RequestBodyProblem.TooLarge, $"The request is larger than {maxBytes} bytes");
}
