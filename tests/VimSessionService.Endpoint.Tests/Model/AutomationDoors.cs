using System.Text;
using System.Text.Json;
using VimSessionService.Vapi;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>What a request of the vSphere Automation API asks of sessions.</summary>
internal enum AutomationOperation
{
    Create,
    Get,
    Delete,
}

/// <summary>The doors of the vSphere Automation API: REST at its newer and its older path, and JSON-RPC. All three answer the same, each in its form.</summary>
/// <param name="service">The service.</param>
internal sealed class AutomationDoors(TestService service)
{
    private const string Path = "/api/session";
    private const string OldPath = "/rest/com/vmware/cis/session";
    private const string Header = "vmware-api-session-id";

    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["REST", "older REST", "JSON-RPC"];

    /// <summary>Makes a request.</summary>
    /// <param name="door">The number of the door.</param>
    /// <param name="operation">What it asks.</param>
    /// <param name="id">The session; null for none.</param>
    /// <param name="user">Who asks for a session.</param>
    /// <param name="password">The password of that user.</param>
    /// <returns>The status of HTTP in REST, or that of the error in JSON-RPC; 200 for every success. And the id of a new session, or the text of another answer.</returns>
    public async Task<(int Status, string Answer)> CallAsync(int door, AutomationOperation operation, string? id, string user, string password)
    {
        var exchange = door == 2 ? Rpc(operation, id, user, password) : Rest(door == 1, operation, id, user, password);
        await service.Get<VapiEndpoint>().HandleAsync(exchange);
        if (door == 2)
            return OfRpc(exchange, operation);
        Assert.True(exchange.Status is 200 or 201 or 204 or >= 400, $"the status {exchange.Status}");
        if (exchange.Status >= 400)
            return (exchange.Status, exchange.Answer);
        return (200, operation == AutomationOperation.Create ? IdIn(exchange.Answer, isWrapped: door == 1) : exchange.Answer);
    }

    private static TestExchange Rest(bool isOld, AutomationOperation operation, string? id, string user, string password)
    {
        var exchange = new TestExchange
        {
            Verb = operation switch
            {
                AutomationOperation.Delete => "DELETE",
                AutomationOperation.Get when !isOld => "GET",
                _ => "POST",
            },
            Target = isOld ? OldPath : Path,
            Asked = isOld && operation == AutomationOperation.Get ? "?~action=get" : "",
            From = "127.0.0.1",
        };
        if (operation == AutomationOperation.Create)
            return exchange.With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))).With("vmware-use-header-authn", "true");
        return id is null ? exchange : exchange.With(Header, id);
    }

    private static TestExchange Rpc(AutomationOperation operation, string? id, string user, string password)
    {
        object context = operation == AutomationOperation.Create
            ? new { schemeId = "com.vmware.vapi.std.security.user_pass", userName = user, password }
            : new { schemeId = "com.vmware.vapi.std.security.session_id", sessionId = id ?? "none" };
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            jsonrpc = "2.0",
            id = "1",
            method = "invoke",
            @params = new
            {
                serviceId = "com.vmware.cis.session",
                operationId = operation.ToString().ToLowerInvariant(),
                input = new { STRUCTURE = new Dictionary<string, object> { ["operation-input"] = new { } } },
                ctx = new { appCtx = new { }, securityCtx = context },
            },
        });
        return new TestExchange { Verb = "POST", Target = "/api", Body = body, From = "127.0.0.1" }.With("Content-Type", "application/json");
    }

    private static (int Status, string Answer) OfRpc(TestExchange exchange, AutomationOperation operation)
    {
        Assert.Equal(200, exchange.Status);
        using var json = JsonDocument.Parse(exchange.AnswerBytes);
        var result = json.RootElement.GetProperty("result");
        if (result.TryGetProperty("error", out var error))
        {
            return error.GetProperty("ERROR").EnumerateObject().Single().Name switch
            {
                "com.vmware.vapi.std.errors.unauthenticated" => (401, exchange.Answer),
                "com.vmware.vapi.std.errors.unauthorized" => (403, exchange.Answer),
                "com.vmware.vapi.std.errors.service_unavailable" => (503, exchange.Answer),
                var other => throw new InvalidOperationException($"The answer is the error {other}."),
            };
        }

        return (200, operation == AutomationOperation.Create ? result.GetProperty("output").GetProperty("SECRET").GetString()! : exchange.Answer);
    }

    private static string IdIn(string answer, bool isWrapped)
    {
        using var json = JsonDocument.Parse(answer);
        return (isWrapped ? json.RootElement.GetProperty("value") : json.RootElement).GetString()!;
    }
}
