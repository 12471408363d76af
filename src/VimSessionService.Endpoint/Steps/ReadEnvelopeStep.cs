using System.IO.Compression;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Reads the body, within bounds, and of it the envelope; from here on the version and the operation are known.</summary>
public sealed class ReadEnvelopeStep(EndpointSettings settings, VersionNegotiation versions) : ICallStep
{
    /// <inheritdoc/>
    public async ValueTask RunAsync(SdkCall call)
    {
        call.Version = settings.Version;
        await ReadBodyAsync(call);
        var codec = call.Codec;
        var envelope = codec.Reader.ReadEnvelope(new ArraySegment<byte>(codec.RequestBuffer, 0, codec.RequestLength));
        call.Envelope = envelope;
        call.Version = versions.Negotiate(call.Exchange.FirstHeader("SOAPAction"), envelope);
    }

    private async ValueTask ReadBodyAsync(SdkCall call)
    {
        if (call.Exchange.RequestLength > settings.MaxRequestBytes)
            throw TooLarge();
        switch (call.Exchange.FirstHeader("Content-Encoding"))
        {
            case null or "" or "identity":
                await ReadAsync(call, call.Exchange.RequestBody);
                break;
            case "gzip" or "x-gzip":
                await using (var plain = new GZipStream(call.Exchange.RequestBody, CompressionMode.Decompress, leaveOpen: true))
                    await ReadAsync(call, plain);
                break;
            default:
                throw new VimDecodeException("\nUnsupported content encoding; expected gzip or none");
        }
    }

    private async ValueTask ReadAsync(SdkCall call, Stream body)
    {
        var codec = call.Codec;
        codec.RequestLength = 0;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(codec.RequestBuffer.AsMemory(codec.RequestLength), call.Exchange.Aborted);
                if (read == 0)
                    return;
                codec.RequestLength += read;
                if (codec.RequestLength > settings.MaxRequestBytes)
                    throw TooLarge();
                if (codec.RequestLength == codec.RequestBuffer.Length)
                    codec.Grow();
            }
        }
        catch (InvalidDataException)
        {
            throw new VimDecodeException("\nThe content is not gzip");
        }
        catch (IOException)
        {
            throw new VimDecodeException("\nThe request did not arrive whole or in time");
        }
    }

    private VimDecodeException TooLarge() => new($"\nThe request is larger than {settings.MaxRequestBytes} bytes");
}
