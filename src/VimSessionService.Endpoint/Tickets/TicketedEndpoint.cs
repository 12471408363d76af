using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets.Http;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Tickets;

/// <summary>
/// Requests to ticketed paths, <c>/folder</c> and its like: what a generic service ticket is redeemed for (docs/facts/sessions.md). A client may
/// come with a ticket, with the cookie of its session, or with a name and a password, as on real servers. What it puts there it gets
/// again, from memory.
/// </summary>
/// <param name="tickets">Redeems tickets.</param>
/// <param name="store">Finds the session of a cookie.</param>
/// <param name="authorizer">Decides what a session may do.</param>
/// <param name="passwords">Checks a name and a password.</param>
/// <param name="resources">What is at the paths.</param>
/// <param name="product">Names the root folder, where the privileges are checked.</param>
public sealed class TicketedEndpoint(
    ServiceTickets tickets, ISessionStore store, IAuthorizer authorizer, PasswordAccess passwords, TicketedResources resources, ServedProduct product)
{
    private const int PartSize = 64 * 1024;
    private const string TicketCookie = "vmware_cgi_ticket";
    private const string Challenge = "Basic realm=\"VMware HTTP server\"";
    private const string Methods = "GET, HEAD, PUT, POST, DELETE";

    /// <summary>Answers a request.</summary>
    /// <param name="exchange">The request and its answer.</param>
    /// <param name="method">Its method.</param>
    /// <param name="pathAndQuery">The target of the request line as it came.</param>
    public async ValueTask HandleAsync(HttpExchange exchange, string method, string pathAndQuery)
    {
        if (method is not ("GET" or "HEAD" or "PUT" or "POST" or "DELETE"))
        {
            exchange.SetHeader("Allow", Methods);
            await AnswerAsync(exchange, 405, "The path does not know the method.");
            return;
        }

        if (!RequestTarget.TryParse(pathAndQuery, out var target))
        {
            await AnswerAsync(exchange, 400, "The path is not valid.");
            return;
        }

        var host = ServiceAddress.Of(exchange.FirstHeader("Host"), exchange.IsSecure)?.Host ?? "";
        var request = new TicketedRequest(method, host, target);
        var shown = CookieValues.Of(TicketCookie, exchange.RequestHeader("Cookie"));
        if (shown.Count > 0)
            await WithTicketAsync(exchange, request, shown[0]);
        else
            await WithSessionAsync(exchange, request);
    }

    /// <summary>A ticket decides alone, whatever session the client has besides: its client's cookie jar may hold both.</summary>
    private async ValueTask WithTicketAsync(HttpExchange exchange, TicketedRequest request, string ticket)
    {
        switch (await tickets.RedeemAsync(ticket, request, exchange.Aborted))
        {
            case TicketRedemption.Accepted:
                await ServeAsync(exchange, request);
                break;
            case TicketRedemption.Refused:
                await AnswerAsync(exchange, 403, "The ticket is not for this request.");
                break;
            default:
                await ChallengeAsync(exchange);
                break;
        }
    }

    private async ValueTask WithSessionAsync(HttpExchange exchange, TicketedRequest request)
    {
        foreach (var token in SessionCookie.Find(exchange.RequestHeader("Cookie"), soapHeader: null))
        {
            if (await store.EnterAsync(token, exchange.Aborted) is not { } session)
                continue;
            try
            {
                if (await authorizer.HasPrivilegeAsync(session.Data, product.RootFolder, request.Privilege, exchange.Aborted))
                    await ServeAsync(exchange, request);
                else
                    await AnswerAsync(exchange, 403, $"The session lacks the privilege {request.Privilege}.");
            }
            finally
            {
                await store.LeaveAsync(session.Key);
            }

            return;
        }

        await WithPasswordAsync(exchange, request);
    }

    private async ValueTask WithPasswordAsync(HttpExchange exchange, TicketedRequest request)
    {
        var client = new ClientInfo(exchange.RemoteAddress, exchange.FirstHeader("User-Agent") ?? "");
        PasswordAnswer answer;
        try
        {
            answer = BasicCredentials.TryRead(exchange.FirstHeader("Authorization"), out var given)
                ? await passwords.CheckAsync(client, given.UserName, given.Password, request.Privilege, exchange.Aborted)
                : PasswordAnswer.Unknown;
        }
        catch (ServiceBusyException)
        {
            await AnswerAsync(exchange, 503, "The service is busy.");
            return;
        }

        switch (answer)
        {
            case PasswordAnswer.Accepted:
                await ServeAsync(exchange, request);
                break;
            case PasswordAnswer.Refused:
                await AnswerAsync(exchange, 403, $"The user lacks the privilege {request.Privilege}.");
                break;
            default:
                await ChallengeAsync(exchange);
                break;
        }
    }

    private ValueTask ServeAsync(HttpExchange exchange, TicketedRequest request) => request.Method switch
    {
        "GET" or "HEAD" => ReadAsync(exchange, request),
        "DELETE" => resources.Remove(request.Target) ? AnswerAsync(exchange, 204, "") : NotFoundAsync(exchange),
        _ => WriteAsync(exchange, request.Target),
    };

    private async ValueTask ReadAsync(HttpExchange exchange, TicketedRequest request)
    {
        if (resources.Find(request.Target) is not { } bytes)
        {
            await NotFoundAsync(exchange);
            return;
        }

        exchange.SetStatus(200);
        exchange.SetHeader("Content-Type", "application/octet-stream");
        exchange.SetLength(bytes.Length);
        if (request.Method != "GET")
            return;

        // The server copies what is written at once; a client that does not read holds one part and not the whole file.
        for (var at = 0; at < bytes.Length; at += PartSize)
            await exchange.ResponseBody.WriteAsync(bytes.AsMemory(at, Math.Min(PartSize, bytes.Length - at)), exchange.Aborted);
    }

    private async ValueTask WriteAsync(HttpExchange exchange, RequestTarget target)
    {
        if (exchange.RequestLength > resources.MaxBytes)
        {
            await AnswerAsync(exchange, 413, "The resource is too large.");
            return;
        }

        using var upload = resources.TryBegin(target);
        if (upload is null || !await ReceiveAsync(exchange, upload))
            await AnswerAsync(exchange, 507, "The resource is too large, or there is no more room for resources.");
        else
            await AnswerAsync(exchange, upload.Complete() ? 201 : 200, "");
    }

    private static async ValueTask<bool> ReceiveAsync(HttpExchange exchange, TicketedResources.Upload upload)
    {
        var body = exchange.RequestBody;
        while (true)
        {
            var read = await body.ReadAsync(exchange.Aborted);
            var fits = true;
            foreach (var part in read.Buffer)
                fits = fits && upload.TryAppend(part.Span);
            body.AdvanceTo(read.Buffer.End);
            if (!fits || read.IsCompleted)
                return fits;
        }
    }

    private static ValueTask NotFoundAsync(HttpExchange exchange) => AnswerAsync(exchange, 404, "There is no such resource.");

    private static ValueTask ChallengeAsync(HttpExchange exchange)
    {
        exchange.SetHeader("WWW-Authenticate", Challenge);
        return AnswerAsync(exchange, 401, "The request needs a ticket, a session, or a user name and password.");
    }

    private static async ValueTask AnswerAsync(HttpExchange exchange, int status, string text)
    {
        exchange.SetStatus(status);
        if (status == 204)
            return; // such an answer has no body, and no length either
        var bytes = Encoding.UTF8.GetBytes(text);
        exchange.SetHeader("Content-Type", "text/plain; charset=utf-8");
        exchange.SetLength(bytes.Length);
        if (bytes.Length > 0)
            await exchange.ResponseBody.WriteAsync(bytes, exchange.Aborted);
    }
}
