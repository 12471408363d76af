using System.IO.Compression;
using System.IO.Pipelines;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Reads the body, within bounds, and of it the envelope; from here on the version and the operation are known.</summary>
public sealed class ReadEnvelopeStep(EndpointSettings settings, VersionNegotiation versions) : ICallStep
{
    /// <summary>A request of more bytes waits for its turn to be read, so that many of them do not keep small ones waiting.</summary>
    private const int LargeRequest = 64 * 1024;

    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        call.Version = settings.Version;
        var body = ReadBodyAsync(call);
        if (!body.IsCompletedSuccessfully || call.Codec.RequestLength > LargeRequest)
            return AfterAsync(body, call);
        ReadEnvelope(call);
        return default;
    }

    private async ValueTask AfterAsync(ValueTask body, SdkCall call)
    {
        await body;
        if (call.Codec.RequestLength > LargeRequest)
            await call.Budget.TakeTurnAsync();
        ReadEnvelope(call);
    }

    private void ReadEnvelope(SdkCall call)
    {
        var codec = call.Codec;
        var envelope = codec.Reader.ReadEnvelope(new ArraySegment<byte>(codec.RequestBuffer, 0, codec.RequestLength));
        call.Envelope = envelope;
        (call.Version, call.AnswerNamespace) = versions.Negotiate(call.Exchange.FirstHeader("SOAPAction"), envelope);
    }

    private ValueTask ReadBodyAsync(SdkCall call)
    {
        if (call.Exchange.RequestLength > settings.MaxRequestBytes)
            throw TooLarge();
        call.Codec.RequestLength = 0;
        return ContentEncoding.Of(call.Exchange.RequestHeader("Content-Encoding")) switch
        {
            BodyEncoding.None => ReadPlainAsync(call),
            BodyEncoding.Gzip => ReadGzipAsync(call),
            _ => throw Unreadable("Unsupported content encoding; expected gzip or none"),
        };
    }

    /// <summary>Nearly every body has come with its headers, and is read without waiting.</summary>
    private ValueTask ReadPlainAsync(SdkCall call)
    {
        var body = call.Exchange.RequestBody;
        try
        {
            while (body.TryRead(out var read))
            {
                if (Take(call, body, read))
                    return default;
            }
        }
        catch (IOException failure)
        {
            throw Incomplete(call, failure);
        }

        return WaitAsync(call, body);
    }

    private async ValueTask WaitAsync(SdkCall call, PipeReader body)
    {
        try
        {
            while (!Take(call, body, await body.ReadAsync(call.Exchange.Aborted)))
            {
            }
        }
        catch (IOException failure)
        {
            throw Incomplete(call, failure);
        }
    }

    private bool Take(SdkCall call, PipeReader body, ReadResult read)
    {
        try
        {
            foreach (var memory in read.Buffer)
                Append(call, memory.Span);
        }
        finally
        {
            body.AdvanceTo(read.Buffer.End); // also of a body that is refused, or the server cannot read the rest of it
        }

        return read.IsCompleted;
    }

    private void Append(SdkCall call, ReadOnlySpan<byte> bytes)
    {
        var codec = call.Codec;
        if (codec.RequestLength + bytes.Length > settings.MaxRequestBytes)
            throw TooLarge();
        while (codec.RequestLength + bytes.Length > codec.RequestBuffer.Length)
            codec.Grow(call.Exchange.RemoteAddress);
        bytes.CopyTo(codec.RequestBuffer.AsSpan(codec.RequestLength));
        codec.RequestLength += bytes.Length;
    }

    private async ValueTask ReadGzipAsync(SdkCall call)
    {
        var codec = call.Codec;
        try
        {
            await using var plain = new GZipStream(call.Exchange.RequestBody.AsStream(), CompressionMode.Decompress);
            while (true)
            {
                var read = await plain.ReadAsync(codec.RequestBuffer.AsMemory(codec.RequestLength), call.Exchange.Aborted);
                if (read == 0)
                    return;
                codec.RequestLength += read;
                if (codec.RequestLength > settings.MaxRequestBytes)
                    throw TooLarge();
                if (codec.RequestLength == codec.RequestBuffer.Length)
                    codec.Grow(call.Exchange.RemoteAddress);
            }
        }
        catch (InvalidDataException)
        {
            throw Unreadable("The content is not gzip");
        }
        catch (IOException failure)
        {
            throw Incomplete(call, failure);
        }
    }

    private static VimDecodeException Incomplete(SdkCall call, IOException failure)
    {
        call.Exchange.NoteBrokenBody(failure);
        return Unreadable("The request did not arrive whole or in time");
    }

    private VimDecodeException TooLarge() => Unreadable($"The request is larger than {settings.MaxRequestBytes} bytes");

    private static VimDecodeException Unreadable(string why) =>
        new VimDecodeException("\n" + why).At("\n\nwhile parsing HTTP request before method was determined\nat line 1, column 0", isBeforeMethod: true);
}
