using System.IO.Compression;
using VimSessionService.Core;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Writes the answer: the result with 200, a fault with 500, and where a session came of the call its cookie.</summary>
public sealed class EncodeStep(EndpointSettings settings, CookieIssue cookies, MessageCatalog messages, LocaleCatalog locales) : ICallStep
{
    private static readonly string[] Vim25Actions = [.. ApiVersions.All.Select(version => $"{SoapNames.Vim25}/{version}")];

    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        var exchange = call.Exchange;
        Write(call);
        call.Result = null; // a slow client holds the answer only, not what it was made of
        call.Budget.Dispose();
        exchange.SetStatus(call.Status);
        if (call.Failure is { Fault: null })
        {
            exchange.SetLength(0);
            return default;
        }

        exchange.SetHeader("Content-Type", "text/xml; charset=utf-8");
        exchange.SetHeader("Cache-Control", "no-cache");
        if (ProductHeaders.VariesCalls(settings.Version))
            exchange.SetHeader("Vary", "Accept-Encoding");
        if (ProductHeaders.DeniesFrames(settings.Version))
            exchange.SetHeader("X-Frame-Options", "DENY");
        if (ProductHeaders.NamesAppliedVersion(settings.Version))
            exchange.SetHeader("X-Applied-Soapaction", AppliedAction(call));
        if (cookies.For(call) is { } token)
            exchange.SetHeader("Set-Cookie", SessionCookie.Format(token, exchange.IsSecure));
        return SendAsync(call);
    }

    private static string AppliedAction(SdkCall call) =>
        call.AnswerNamespace == SoapNames.Vim25 ? Vim25Actions[(int)call.Version] : $"{SoapNames.Vim2}/{call.Version.Name()}";

    /// <summary>Writes the result, or the fault; where that takes more memory than there is, nothing.</summary>
    private void Write(SdkCall call)
    {
        if (call.Failure is null && TryWrite(call, WriteResult))
            return;
        if (call.Failure is { Fault: not null } && !TryWrite(call, WriteFault))
            call.Failure = call.Failure with { Fault = null, Status = 503 };
        call.Status = call.Failure!.Status;
        if (call.Failure.Fault is null)
            call.Codec.EndAnswer();
    }

    private static bool TryWrite(SdkCall call, Action<SdkCall> write)
    {
        try
        {
            call.Codec.BeginAnswer(call.Exchange.RemoteAddress, call.Version);
            write(call);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or VimFaultException or ServiceBusyException)
        {
            // A result that cannot be written is an error of the service's own, or it is too large; nothing of it was sent yet.
            call.Failure = CallFailures.Of(e);
            return false;
        }
    }

    private static void WriteResult(SdkCall call) =>
        SoapResponses.WriteResult(call.Codec.Writer, call.Method!, call.Result, call.AnswerNamespace);

    private void WriteFault(SdkCall call)
    {
        var failure = call.Failure!;
        var locale = (call.Context?.Locale ?? locales.Resolve(null)).MessageLocale;
        var text = failure.Localized is { } known ? messages.Text(known.Name, locale, known.Values) : failure.Text ?? messages.FaultText(failure.Fault!, locale);
        text += failure.Place;
        if (failure.IsBeforeMethod)
            SoapResponses.WriteClientFault(call.Codec.Writer, text);
        else
            SoapResponses.WriteFault(call.Codec.Writer, failure.Fault!, text, call.AnswerNamespace);
    }

    private ValueTask SendAsync(SdkCall call)
    {
        var exchange = call.Exchange;
        var answer = call.Codec.Writer.Out;
        if (answer.Length >= settings.GzipMinimumBytes && AcceptsGzip(exchange.RequestHeader("Accept-Encoding")))
            return SendGzipAsync(call);
        if (answer.PartCount > 1)
            return SendPartsAsync(call);
        exchange.SetLength(answer.Length);
        var flush = exchange.ResponseBody.WriteAsync(answer.Part(0), exchange.Aborted);
        if (!flush.IsCompletedSuccessfully)
            return new ValueTask(flush.AsTask());
        _ = flush.Result;
        return default;
    }

    /// <summary>A large answer goes out part by part, as fast as its client reads.</summary>
    private static async ValueTask SendPartsAsync(SdkCall call)
    {
        var (exchange, codec) = (call.Exchange, call.Codec);
        var answer = codec.Writer.Out;
        call.Request = null;
        codec.ClearRequest();
        for (var i = 0; i < answer.PartCount; i++)
        {
            var flush = await exchange.ResponseBody.WriteAsync(answer.Part(i), exchange.Aborted);
            if (flush.IsCompleted)
                return; // the client reads no more
            codec.ReleasePart(i);
        }
    }

    private static async ValueTask SendGzipAsync(SdkCall call)
    {
        var (exchange, codec) = (call.Exchange, call.Codec);
        var answer = codec.Writer.Out;
        exchange.SetHeader("Content-Encoding", "gzip");
        await using var gzip = new GZipStream(exchange.ResponseBody.AsStream(leaveOpen: true), CompressionLevel.Fastest);
        for (var i = 0; i < answer.PartCount; i++)
        {
            await gzip.WriteAsync(answer.Part(i), exchange.Aborted);
            codec.ReleasePart(i);
            if (answer.PartCount > 1)
                await Task.Yield(); // compressing takes its time
        }
    }

    /// <summary>Whether gzip is named and not refused by a weight of zero.</summary>
    private static bool AcceptsGzip(IReadOnlyList<string?> headers)
    {
        foreach (var header in headers)
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                var coding = header.AsSpan()[range].Trim();
                if (coding.StartsWith("gzip", StringComparison.OrdinalIgnoreCase))
                    return !coding[4..].Trim(" ;").StartsWith("q=0", StringComparison.Ordinal) || coding.Contains("q=0.", StringComparison.Ordinal);
            }
        }

        return false;
    }
}
