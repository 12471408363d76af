using System.IO.Compression;
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
        return SendAsync(call, call.Codec.Writer.Out.Written);
    }

    private static string AppliedAction(SdkCall call) =>
        call.AnswerNamespace == SoapNames.Vim25 ? Vim25Actions[(int)call.Version] : $"{SoapNames.Vim2}/{call.Version.Name()}";

    private void Write(SdkCall call)
    {
        var writer = call.Codec.Writer;
        if (call.Failure is null)
        {
            try
            {
                writer.Reset(call.Version);
                SoapResponses.WriteResult(writer, call.Method!, call.Result, call.AnswerNamespace);
                return;
            }
            catch (InvalidOperationException e)
            {
                // A result that cannot be written is an error of the service's own; nothing of it was sent yet.
                call.Failure = CallFailures.Of(e);
            }
        }

        var failure = call.Failure;
        call.Status = failure.Status;
        if (failure.Fault is not { } fault)
            return;
        writer.Reset(call.Version);
        var locale = (call.Call?.Locale ?? locales.Resolve(null)).MessageLocale;
        var text = failure.Localized is { } known ? messages.Text(known.Name, locale, known.Values) : failure.Text ?? messages.FaultText(fault, locale);
        text += failure.Place;
        if (failure.IsBeforeMethod)
            SoapResponses.WriteClientFault(writer, text);
        else
            SoapResponses.WriteFault(writer, fault, text, call.AnswerNamespace);
    }

    private ValueTask SendAsync(SdkCall call, ReadOnlyMemory<byte> answer)
    {
        var exchange = call.Exchange;
        if (answer.Length >= settings.GzipMinimumBytes && AcceptsGzip(exchange.RequestHeader("Accept-Encoding")))
            return SendGzipAsync(exchange, answer);
        exchange.SetLength(answer.Length);
        var flush = exchange.ResponseBody.WriteAsync(answer, exchange.Aborted);
        if (!flush.IsCompletedSuccessfully)
            return new ValueTask(flush.AsTask());
        _ = flush.Result;
        return default;
    }

    private static async ValueTask SendGzipAsync(SdkExchange exchange, ReadOnlyMemory<byte> answer)
    {
        exchange.SetHeader("Content-Encoding", "gzip");
        await using var gzip = new GZipStream(exchange.ResponseBody.AsStream(leaveOpen: true), CompressionLevel.Fastest);
        await gzip.WriteAsync(answer, exchange.Aborted);
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
