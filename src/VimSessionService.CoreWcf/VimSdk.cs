using System.Net;
using CoreWCF;
using CoreWCF.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint;
using VimSessionService.Hosting.Http;

namespace VimSessionService.CoreWcf;

/// <summary>Hands every message to the service, and its response back.</summary>
/// <param name="endpoint">The service.</param>
/// <param name="logger">Where failures of the service are logged.</param>
[ServiceBehavior(
    InstanceContextMode = InstanceContextMode.Single,
    ConcurrencyMode = ConcurrencyMode.Multiple,
    AddressFilterMode = AddressFilterMode.Any)]
internal sealed partial class VimSdk(SdkEndpoint endpoint, ILogger<VimSdk> logger) : IVimSdk
{
    /// <summary>Where CoreWCF puts the HTTP request that a message came with.</summary>
    private const string HttpContextProperty = "Microsoft.AspNetCore.Http.HttpContext";

    /// <inheritdoc/>
    public async Task<Message> CallAsync(Message request)
    {
        var context = (HttpContext)request.Properties[HttpContextProperty];

        // A request without a body comes as an empty message of CoreWCF's own.
        var exchange = new MessageExchange(context, request is RawRequest raw ? raw.Body : Stream.Null);
        try
        {
            await exchange.CallAsync(endpoint);
            return Respond(exchange, context.Response, exchange.Status, exchange.HasBody);
        }
        catch (Exception failure) when (BrokenOffRequests.IsBrokenOff(context, failure))
        {
            BrokenOffRequests.End(context, logger);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure);
        }

        return Respond(exchange, context.Response, StatusCodes.Status500InternalServerError, hasBody: false);
    }

    private static RawResponse Respond(MessageExchange exchange, HttpResponse response, int status, bool hasBody)
    {
        var http = new HttpResponseMessageProperty { StatusCode = (HttpStatusCode)status, SuppressEntityBody = !hasBody };
        foreach (var (name, value) in exchange.Headers)
            http.Headers[name] = value;
        var message = new RawResponse(exchange, response);
        message.Properties[HttpResponseMessageProperty.Name] = http;
        return message;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A call failed in a way that it must not")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
