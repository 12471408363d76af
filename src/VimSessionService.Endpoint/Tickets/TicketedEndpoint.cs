using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects.Datastores;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Tickets;

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
/// <param name="resources">What clients have put to the paths.</param>
/// <param name="files">What is in the datastores of an inventory.</param>
/// <param name="objects">Know what other replicas have changed of it.</param>
/// <param name="product">Names the root folder, where the privileges are checked.</param>
/// <param name="observers">Are told of requests as of calls.</param>
/// <param name="steps">Steps of the host's own before a request is processed.</param>
/// <param name="clock">Measures how long requests take.</param>
internal sealed class TicketedEndpoint(
    ServiceTickets tickets,
    ISessionStore store,
    IAuthorizer authorizer,
    PasswordAccess passwords,
    TicketedResources resources,
    DatastoreFiles files,
    ServiceObjects objects,
    ServedProduct product,
    CallObservers observers,
    RequestSteps steps,
    RealClock clock)
{
    /// <summary>The methods of HTTP that the paths know.</summary>
    public static readonly IReadOnlyList<string> Methods = ["GET", "HEAD", "PUT", "POST", "DELETE"];

    private const int PartSize = 64 * 1024;
    private const string Busy = "The service is busy.";
    private const string TicketCookie = "vmware_cgi_ticket";
    private const string Challenge = "Basic realm=\"VMware HTTP server\"";

    /// <summary>Answers a request.</summary>
    /// <param name="exchange">The request and its answer.</param>
    /// <param name="method">Its method.</param>
    /// <param name="pathAndQuery">The target of the request line as it came.</param>
    public async ValueTask HandleAsync(HttpExchange exchange, string method, string pathAndQuery)
    {
        var started = clock.Time.GetTimestamp();
        var path = pathAndQuery.Split('?', 2)[0];
        var operation = $"{TicketedDoor.Declared.Name}.{(IsKnown(method) ? method : "(none)")}";
        CallIntervention? intervention = null;
        Answered answered;
        try
        {
            if (!steps.IsEmpty)
            {
                intervention = await steps.RunAsync(new DoorRequest(TicketedDoor.Declared.Name, operation, path, exchange), exchange.Aborted);
                if (intervention?.Answer is { } changed)
                    await changed.ApplyAsync(exchange);
            }

            answered = intervention is { Answer: { ReplacesAnswer: true } replaced }
                ? new Answered(replaced.Status ?? 0) { Reason = $"answered by {intervention.By}" }
                : await AnswerAsync(exchange, method, pathAndQuery);
        }
        catch (ServiceBusyException busy)
        {
            answered = (await RefuseAsync(exchange, 503, Busy)) with { Reason = busy.Message };
        }

        observers.Tell(new CallFinished
        {
            Door = TicketedDoor.Declared.Name,
            Operation = operation,
            SessionKey = answered.SessionKey,
            UserName = answered.UserName,
            LoginName = answered.LoginName,
            Method = method,
            Target = pathAndQuery,
            ClientAddress = exchange.RemoteAddress,
            UserAgent = exchange.FirstHeader("User-Agent") ?? "",
            Reason = answered.Reason,
            Path = path,
            Intervention = intervention,
            Duration = clock.Time.GetElapsedTime(started),
            HttpStatus = answered.Status,
        });
    }

    private static bool IsKnown(string method) => Methods.Contains(method);

    private async ValueTask<Answered> AnswerAsync(HttpExchange exchange, string method, string pathAndQuery)
    {
        if (!IsKnown(method))
        {
            exchange.SetHeader("Allow", string.Join(", ", Methods));
            return await RefuseAsync(exchange, 405, "The path does not know the method.");
        }

        if (!RequestTarget.TryParse(pathAndQuery, out var target))
            return await RefuseAsync(exchange, 400, "The path is not valid.");

        if (objects.Served is { } served)
            await served.Work.CatchUpAsync(exchange.Aborted);
        var host = ServiceAddress.Of(exchange.FirstHeader("Host"), exchange.IsSecure)?.Host ?? "";
        var request = new TicketedRequest(method, host, target) { Datastore = files.DatastoreOf(target) };
        var shown = CookieValues.Of(TicketCookie, exchange.RequestHeader("Cookie"));
        return shown.Count > 0 ? await WithTicketAsync(exchange, request, shown[0]) : await WithSessionAsync(exchange, request);
    }

    /// <summary>A ticket decides alone, whatever session the client has besides: its client's cookie jar may hold both.</summary>
    private async ValueTask<Answered> WithTicketAsync(HttpExchange exchange, TicketedRequest request, string ticket) =>
        await tickets.RedeemAsync(ticket, request, exchange.Aborted) switch
        {
            TicketRedemption.Accepted => new Answered(await ServeAsync(exchange, request)),
            TicketRedemption.Refused => await RefuseAsync(exchange, 403, "The ticket is not for this request."),
            _ => await ChallengeAsync(exchange, "the ticket is not known, used or expired, or its session has ended"),
        };

    private async ValueTask<Answered> WithSessionAsync(HttpExchange exchange, TicketedRequest request)
    {
        foreach (var token in SessionCookie.Find(exchange.RequestHeader("Cookie"), soapHeader: null))
        {
            if (await store.EnterAsync(token, exchange.Aborted) is not { } session)
                continue;
            try
            {
                // Who does not see the datastore is answered as if there were none.
                var asked = request.Datastore is { } datastore && !await authorizer.HasPrivilegeAsync(session.Data, datastore, Privileges.SystemView, exchange.Aborted)
                    ? request with { Datastore = null }
                    : request;
                var answered = await authorizer.HasPrivilegeAsync(session.Data, asked.Datastore ?? product.RootFolder, asked.Privilege, exchange.Aborted)
                    ? new Answered(await ServeAsync(exchange, asked))
                    : await RefuseAsync(exchange, 403, $"The session lacks the privilege {asked.Privilege}.");
                return answered with { SessionKey = session.Key, UserName = session.Data.User.UserName };
            }
            finally
            {
                await store.LeaveAsync(session.Key);
            }
        }

        return await WithPasswordAsync(exchange, request);
    }

    private async ValueTask<Answered> WithPasswordAsync(HttpExchange exchange, TicketedRequest request)
    {
        if (!BasicCredentials.TryRead(exchange.FirstHeader("Authorization"), out var given))
            return await ChallengeAsync(exchange, "there is no ticket, no cookie of a live session and no password");
        var client = new ClientInfo(exchange.RemoteAddress, exchange.FirstHeader("User-Agent") ?? "");
        Answered answered;
        try
        {
            answered = await passwords.CheckAsync(client, given.UserName, given.Password, request, exchange.Aborted) switch
            {
                PasswordAnswer.Accepted => new Answered(await ServeAsync(exchange, request)),
                PasswordAnswer.Hidden => new Answered(await NotFoundAsync(exchange)),
                PasswordAnswer.Refused => await RefuseAsync(exchange, 403, $"The user lacks the privilege {request.Privilege}."),
                _ => await ChallengeAsync(exchange, "wrong user name or password"),
            };
        }
        catch (ServiceBusyException)
        {
            answered = await RefuseAsync(exchange, 503, Busy);
        }

        var name = given.UserName.Truncate(Truncation.UserName);
        return answered with { UserName = name, LoginName = name };
    }

    private ValueTask<int> ServeAsync(HttpExchange exchange, TicketedRequest request) => request.Method switch
    {
        "GET" or "HEAD" => ReadAsync(exchange, request),
        "DELETE" => resources.Remove(request.Target) ? AnswerAsync(exchange, 204, "") : NotFoundAsync(exchange),
        _ => WriteAsync(exchange, request.Target),
    };

    private async ValueTask<int> ReadAsync(HttpExchange exchange, TicketedRequest request)
    {
        if ((resources.Find(request.Target) ?? Generated(request)) is not { } bytes)
            return await NotFoundAsync(exchange);

        exchange.SetStatus(200);
        exchange.SetHeader("Content-Type", "application/octet-stream");
        exchange.SetLength(bytes.Length);
        if (request.Method != "GET")
            return 200;

        // The server copies what is written at once; a client that does not read holds one part and not the whole file.
        for (var at = 0; at < bytes.Length; at += PartSize)
            await exchange.ResponseBody.WriteAsync(bytes.AsMemory(at, Math.Min(PartSize, bytes.Length - at)), exchange.Aborted);
        return 200;
    }

    private byte[]? Generated(TicketedRequest request) => request.Datastore is { } datastore ? files.Read(datastore, request.Target) : null;

    private async ValueTask<int> WriteAsync(HttpExchange exchange, RequestTarget target)
    {
        if (exchange.RequestLength > resources.MaxBytes)
            return await AnswerAsync(exchange, 413, "The resource is too large.");

        using var upload = resources.TryBegin(target);
        return upload is null || !await ReceiveAsync(exchange, upload)
            ? await AnswerAsync(exchange, 507, "The resource is too large, or there is no more room for resources.")
            : await AnswerAsync(exchange, upload.Complete() ? 201 : 200, "");
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

    private static ValueTask<int> NotFoundAsync(HttpExchange exchange) => AnswerAsync(exchange, 404, "There is no such resource.");

    private static async ValueTask<Answered> ChallengeAsync(HttpExchange exchange, string reason)
    {
        exchange.SetHeader("WWW-Authenticate", Challenge);
        return new Answered(await AnswerAsync(exchange, 401, "The request needs a ticket, a session, or a user name and password.")) { Reason = reason };
    }

    private static async ValueTask<Answered> RefuseAsync(HttpExchange exchange, int status, string text) =>
        new(await AnswerAsync(exchange, status, text)) { Reason = text };

    private static async ValueTask<int> AnswerAsync(HttpExchange exchange, int status, string text)
    {
        exchange.SetStatus(status);
        if (status == 204)
            return status; // such an answer has no body, and no length either
        var bytes = Encoding.UTF8.GetBytes(text);
        exchange.SetHeader("Content-Type", "text/plain; charset=utf-8");
        exchange.SetLength(bytes.Length);
        if (bytes.Length > 0)
            await exchange.ResponseBody.WriteAsync(bytes, exchange.Aborted);
        return status;
    }

    /// <summary>What was answered, and who is known to have asked.</summary>
    private readonly record struct Answered(int Status)
    {
        public string? SessionKey { get; init; }

        public string? UserName { get; init; }

        public string? LoginName { get; init; }

        public string? Reason { get; init; }
    }
}
