using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Hosting.SignOn;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Hosting.Sts;

/// <summary>The security token service and the documents that describe it, for requests that ASP.NET Core carries.</summary>
/// <param name="sts">The service.</param>
/// <param name="documents">The documents.</param>
/// <param name="accounts">The users, and the domain that they are of.</param>
/// <param name="requests">Reads requests and tells of them.</param>
/// <param name="steps">Steps of the host's own before a request is processed.</param>
internal sealed class StsEndpoint(SecurityTokenService sts, StsDocuments documents, AccountDirectory accounts, SignOnRequests requests, RequestSteps steps)
{
    /// <summary>The domain that it is for.</summary>
    public string Tenant => accounts.SsoDomain;

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => requests.AnswerAsync(context, StsDoor.Declared, SecurityTokenService.LongestMessage, async (message, exchange, turn) =>
    {
        var client = new ClientInfo(exchange.RemoteAddress, context.Request.Headers.UserAgent.ToString(), exchange.ClientCertificate);
        var caller = new StsCaller(exchange.RemoteAddress, context.Connection.Id ?? context.TraceIdentifier, ClosingOf(context)) { Client = client };
        var answer = await sts.AnswerAsync(new StsCall(message, exchange.FirstHeader("SOAPAction"), SignOnAnswers.AddressOf(context), caller) { Turn = turn }, context.RequestAborted);
        return new SignOnAnswer(answer.Status, answer.Content, answer.Operation, answer.UserName, answer.Fault, answer.Reason) { LoginName = answer.LoginName };
    }, static (exchange, _) => OperationOf(exchange.FirstHeader("SOAPAction")));

    /// <summary>Answers with the WSDL of the service.</summary>
    public static Task AnswerWsdlAsync(HttpContext context) =>
        SignOnAnswers.SendAsync(context, 200, StsDocuments.WriteWsdl($"{SignOnAnswers.AddressOf(context).Origin}{context.Request.Path}"));

    /// <summary>Answers with the metadata of the service.</summary>
    public async Task AnswerMetadataAsync(HttpContext context)
    {
        string metadata;
        try
        {
            await steps.EnsureAvailableAsync(context.RequestAborted); // the keys may be others by now
            metadata = await documents.WriteMetadataAsync(SignOnAnswers.AddressOf(context), context.RequestAborted);
        }
        catch (ServiceBusyException)
        {
            await SignOnAnswers.SendAsync(context, StatusCodes.Status503ServiceUnavailable, "");
            return;
        }

        await SignOnAnswers.SendAsync(context, 200, metadata);
    }

    /// <summary>When the connection of a request is closed. One that the client closes after its answer is as good as closed.</summary>
    private static CancellationToken ClosingOf(HttpContext context)
    {
        var isLast = context.Request.Headers.Connection.ToString().Contains("close", StringComparison.OrdinalIgnoreCase)
            || HttpProtocol.IsHttp10(context.Request.Protocol);
        return isLast ? new CancellationToken(canceled: true) : context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? CancellationToken.None;
    }

    /// <summary>The operation that the action names, such as <c>Issue</c>.</summary>
    private static string OperationOf(string? action) =>
        Enum.TryParse<StsOperation>(action.AsSpan(action.AsSpan().LastIndexOf('/') + 1).Trim(" \"\t"), out var operation) ? operation.ToString() : SignOnRequests.Unread;
}
