// A web hook for VimSessionService that checks passwords and grants roles.
//     HOOK_SECRET=... dotnet run --urls http://127.0.0.1:8080
//     VIMSESSION_HOOK_SECRET=... VimSessionService --authenticator http://127.0.0.1:8080/ --authorizer http://127.0.0.1:8080/
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

const int Window = 300; // seconds
const int MostBytes = 64 * 1024;
var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("HOOK_SECRET") ?? throw new InvalidOperationException("HOOK_SECRET is not set."));
var seen = new ConcurrentDictionary<string, long>(StringComparer.Ordinal); // the ids of requests within the window, with their time

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes);
var app = builder.Build();
app.MapPost("/", async (HttpContext context) =>
{
    using var content = new MemoryStream();
    await context.Request.Body.CopyToAsync(content, context.RequestAborted);
    var body = content.ToArray();
    if (!IsGenuine(context.Request.Headers, body))
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return;
    }

    var text = JsonSerializer.SerializeToUtf8Bytes(Answer(JsonNode.Parse(body)!));
    context.Response.ContentType = "application/json";
    context.Response.Headers["VimSession-Signature"] = Sign($"v1\nanswer\n{context.Request.Headers["VimSession-Request-Id"]}\n", text);
    await context.Response.Body.WriteAsync(text, context.RequestAborted);
});
app.Run();

// Whether a request has the right signature, a recent timestamp, and an id that was not used before.
bool IsGenuine(IHeaderDictionary headers, byte[] body)
{
    var (stamp, id) = (headers["VimSession-Timestamp"].ToString(), headers["VimSession-Request-Id"].ToString());
    var expected = Sign($"v1\nrequest\n{stamp}\n{id}\n", body);
    var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    if (!IsEqual(expected, headers["VimSession-Signature"].ToString()) || Math.Abs(now - long.Parse(stamp, CultureInfo.InvariantCulture)) > Window)
        return false;
    foreach (var (old, _) in seen.Where(known => known.Value < now - (2 * Window)))
        seen.TryRemove(old, out _);
    return seen.TryAdd(id, now);
}

string Sign(string head, byte[] body) =>
    "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(head).Concat(body).ToArray()));

// In the same time wherever the two differ.
static bool IsEqual(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

static JsonObject Answer(JsonNode question)
{
    if ((string)question["question"]! == "authorize")
    {
        var isOperator = question["groups"]!.AsArray().Any(static group => (string)group! == @"EXAMPLE.COM\operators");
        return new JsonObject { ["roles"] = isOperator ? new JsonArray("Admin") : new JsonArray() };
    }

    var isAda = string.Equals((string)question["userName"]!, "ada@example.com", StringComparison.OrdinalIgnoreCase);
    return isAda & IsEqual("secret", (string)question["password"]!)
        ? new JsonObject { ["allowed"] = true, ["fullName"] = "Ada Lovelace", ["groups"] = new JsonArray("operators@example.com") }
        : new JsonObject { ["allowed"] = false };
}
