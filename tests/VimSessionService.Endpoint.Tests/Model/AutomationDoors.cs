using System.Text;
using System.Text.Json;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vapi.Tests;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>What a request of the vSphere Automation API asks of sessions.</summary>
internal enum AutomationOperation
{
    Create,
    Get,
    Delete,
}

/// <summary>
/// The doors of the vSphere Automation API: REST at its newer path, at its older one with the session in a header and with the session in a cookie, and JSON-RPC.
/// All of them answer the same, each in its form.
/// </summary>
/// <param name="service">The service.</param>
internal sealed class AutomationDoors(TestService service)
{
    private const string Path = "/api/session";
    private const string OldPath = "/rest/com/vmware/cis/session";
    private const string Header = "vmware-api-session-id";
    private const int Older = 1;
    private const int ByCookie = 2;
    private const int JsonRpc = 3;

    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["REST", "older REST", "older REST by cookie", "JSON-RPC"];

    /// <summary>Makes a request.</summary>
    /// <param name="door">The number of the door.</param>
    /// <param name="operation">What it asks.</param>
    /// <param name="id">The session; null for none.</param>
    /// <param name="proof">What a request for a session brings.</param>
    /// <returns>The status of HTTP in REST, or that of the error in JSON-RPC; 200 for every success. And the id of a new session, or the text of another answer.</returns>
    public async Task<(int Status, string Answer)> CallAsync(int door, AutomationOperation operation, string? id, AutomationProof? proof)
    {
        var exchange = door == JsonRpc ? Rpc(operation, id, proof) : Rest(door, operation, id, proof);
        await service.Get<DoorRouter>().Find(exchange)!(exchange);
        if (door == JsonRpc)
            return OfRpc(exchange, operation);
        Assert.True(exchange.Status is 200 or 201 or 204 or >= 400, $"the status {exchange.Status}");
        if (exchange.Status >= 400 || operation != AutomationOperation.Create)
            return (exchange.Status >= 400 ? exchange.Status : 200, exchange.Answer);
        var created = IdIn(exchange.Answer, isWrapped: door != 0);
        Assert.Equal(door == ByCookie ? $"{Header}={created}; Path=/rest; Secure; HttpOnly" : null, exchange.AnswerHeaders.GetValueOrDefault("Set-Cookie"));
        return (200, created);
    }

    private static TestExchange Rest(int door, AutomationOperation operation, string? id, AutomationProof? proof)
    {
        var isOld = door is Older or ByCookie;
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
        exchange.With("Host", "vc.example.com");
        if (operation == AutomationOperation.Create)
        {
            exchange.With("Authorization", Authorization(proof!, exchange.Target));
            return door == ByCookie ? exchange : exchange.With("vmware-use-header-authn", "true");
        }

        if (id is null)
            return exchange;
        return door == ByCookie ? exchange.With("Cookie", $"{Header}={id}") : exchange.With(Header, id);
    }

    private static string Authorization(AutomationProof proof, string path) => proof switch
    {
        AutomationProof.Password password => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{password.User}:{password.Secret}")),
        AutomationProof.Saml { Signer: null } token => SignedRequests.Sign(token.Assertion),
        AutomationProof.Saml token => SignedRequests.Sign(token.Assertion, token.Signer, path, "vc.example.com\n80", "", token.Made, token.Number),
        AutomationProof.Access access => "Bearer " + access.Token,
        _ => throw new ArgumentException("The proof is of no known kind.", nameof(proof)),
    };

    private static TestExchange Rpc(AutomationOperation operation, string? id, AutomationProof? proof)
    {
        var body = operation == AutomationOperation.Create && proof is AutomationProof.Saml { Signer: { } signer } signed
            ? SignedRequests.Message(signed.Assertion, signer, TokenMaker.Time(signed.Made), TokenMaker.Time(signed.Made.AddMinutes(1)), $"op-{signed.Number}")
            : Message(operation, operation != AutomationOperation.Create ? SessionContext(id) : Context(proof!));
        return new TestExchange { Verb = "POST", Target = "/api", Body = Encoding.UTF8.GetBytes(body), From = "127.0.0.1" }.With("Content-Type", "application/json");
    }

    private static string SessionContext(string? id) => JsonSerializer.Serialize(new { schemeId = "com.vmware.vapi.std.security.session_id", sessionId = id ?? "none" });

    private static string Context(AutomationProof proof) => proof switch
    {
        AutomationProof.Password password => JsonSerializer.Serialize(new { schemeId = "com.vmware.vapi.std.security.user_pass", userName = password.User, password = password.Secret }),
        AutomationProof.Saml token => SignedRequests.Bearer(token.Assertion),
        AutomationProof.Access access => JsonSerializer.Serialize(new { schemeId = "com.vmware.vapi.std.security.oauth", accessToken = access.Token }),
        _ => throw new ArgumentException("The proof is of no known kind.", nameof(proof)),
    };

    private static string Message(AutomationOperation operation, string context) =>
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"invoke\",\"params\":{\"serviceId\":\"com.vmware.cis.session\",\"operationId\":\"" + operation.ToString().ToLowerInvariant()
        + "\",\"input\":{\"STRUCTURE\":{\"operation-input\":{}}},\"ctx\":{\"appCtx\":{},\"securityCtx\":" + context + "}}}";

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
