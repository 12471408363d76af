using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>A session that was opened at one of the doors, and what its client brings with each call.</summary>
/// <param name="Door">The door.</param>
/// <param name="Token">The cookie, header or id.</param>
internal sealed record DoorSession(string Door, string Token)
{
    /// <summary>The doors at which a client logs in.</summary>
    public static string[] Doors { get; } = ["soap", "vi-json", "rest", "json-rpc"];

    /// <summary>What diagnoses call that which a client brings.</summary>
    public string Source => Door switch
    {
        "soap" => "cookie vmware_soap_session",
        "vi-json" => "header vmware-api-session-id",
        "rest" => "vmware-api-session-id",
        _ => "sessionId",
    };

    /// <summary>Logs in.</summary>
    public static async Task<DoorSession> OpenAsync(LabHost host, string door, string user = LabHost.User, string password = LabHost.Password)
    {
        var (status, content, token) = await TryOpenAsync(host, door, user, password);
        Assert.True(token is not null, $"{door} answered {status}: {content}");
        return new DoorSession(door, token);
    }

    /// <summary>Tries to log in; without a token the login was refused.</summary>
    public static async Task<(int Status, string Content, string? Token)> TryOpenAsync(LabHost host, string door, string user = LabHost.User, string password = LabHost.Password)
    {
        if (door == "soap")
        {
            var (answered, envelope, cookie) = await host.LoginAsync(user, password);
            return ((int)answered, envelope, envelope.Contains("<key>", StringComparison.Ordinal) ? cookie : null);
        }

        using var client = host.NewClient();
        using var request = door switch
        {
            "vi-json" => Post("/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login", new JsonObject { ["userName"] = user, ["password"] = password }),
            "rest" => Basic(user, password),
            _ => Post("/api", Rpc("create", new JsonObject { ["schemeId"] = "com.vmware.vapi.std.security.user_pass", ["userName"] = user, ["password"] = password })),
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = door switch
        {
            "vi-json" => response.Headers.TryGetValues("vmware-api-session-id", out var values) ? values.Single() : null,
            "rest" => response.IsSuccessStatusCode ? content.Trim('"') : null,
            _ => JsonNode.Parse(content)!["result"]?["output"]?["SECRET"]?.GetValue<string>(),
        };
        return ((int)response.StatusCode, content, token);
    }

    /// <summary>Makes a call that needs the session, and gives what is answered.</summary>
    public async Task<(int Status, string Content)> CallAsync(LabHost host)
    {
        if (Door == "soap")
        {
            var (answered, envelope, _) = await host.FetchAsync("sessionList", Token);
            return ((int)answered, envelope);
        }

        using var client = host.NewClient();
        using var request = Door switch
        {
            "vi-json" => new HttpRequestMessage(HttpMethod.Get, "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/sessionList"),
            "rest" => new HttpRequestMessage(HttpMethod.Get, "/api/session"),
            _ => Post("/api", Rpc("get", new JsonObject { ["schemeId"] = "com.vmware.vapi.std.security.session_id", ["sessionId"] = Token })),
        };
        if (Door != "json-rpc")
            request.Headers.Add("vmware-api-session-id", Token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Whether the client still has its session.</summary>
    public async Task<bool> IsAliveAsync(LabHost host) =>
        await CallAsync(host) is (200, var content) && !content.Contains("unauthenticated", StringComparison.OrdinalIgnoreCase);

    private static JsonObject Rpc(string operation, JsonObject security) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = "1",
        ["method"] = "invoke",
        ["params"] = new JsonObject
        {
            ["serviceId"] = "com.vmware.cis.session",
            ["operationId"] = operation,
            ["input"] = new JsonObject { ["STRUCTURE"] = new JsonObject { ["operation-input"] = new JsonObject() } },
            ["ctx"] = new JsonObject { ["appCtx"] = new JsonObject { ["opId"] = "op-1" }, ["securityCtx"] = security },
        },
    };

    private static HttpRequestMessage Post(string path, JsonObject body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: JsonSerializerOptions.Default) };

    private static HttpRequestMessage Basic(string user, string password)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/session");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return request;
    }
}
