using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Options;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.Tests;
using VimSessionService.Web;

namespace VimSessionService.Fuzz;

/// <summary>The whole service in this process, without a socket: a request goes in as bytes, and its answer is judged.</summary>
internal sealed class FuzzTarget : IAsyncDisposable
{
    /// <summary>How long a request may take until its client leaves, and how long it may go on then.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    /// <summary>The time of the service between two sessions.</summary>
    private static readonly TimeSpan SessionDistance = TimeSpan.FromSeconds(15);

    private static readonly string[] Doors = ["sdk", "api", "rest", "sts", "lookupservice", "folder", "locale", "websso", "shared-session"];

    /// <summary>The faults of the steps before the method. Methods have some of them too, so that fewer calls are counted than reach one.</summary>
    private static readonly HashSet<string> FaultsBeforeMethod = new(StringComparer.Ordinal)
    {
        "InvalidRequest", "NotAuthenticated", "NoPermission", "ManagedObjectNotFound", "InvalidType", "MethodNotFound", "RequestCanceled",
    };

    /// <summary>The status in place of one that nobody was sent.</summary>
    private const int ClientLeft = 499;

    public const string SharedSessionPath = "/shared-session";
    public const string SharedSessionToken = "0123456789abcdef";

    private readonly FakeTimeProvider _time = new(TestKeys.Now);
    private readonly WebApplication _app;
    private readonly RequestDelegate _handle;
    private readonly FuzzLog _log = new();
    private readonly Logger _logger;

    /// <summary>Starts the service.</summary>
    /// <param name="provider">The OpenID provider whose access tokens are accepted.</param>
    public FuzzTarget(Provider provider)
    {
        var options = new ServiceOptions { Tls = new TlsOptions { Enabled = false } };
        options.Sessions.MaxSessions = 500;
        options.Sspi.Mode = SspiMode.Scripted;
        options.Emulation.Datacenter = "Lab";
        options.OpenId.OpenidIssuer = Provider.Issuer;
        options.OpenId.OpenidAudience = Provider.Audience;
        _logger = new LoggerConfiguration().MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LevelAlias.Off).WriteTo.Sink(_log).CreateLogger();
        _app = ServiceHost.Build(
            new HostParts
            {
                Options = options,
                Address = IPAddress.Loopback,
                Port = 0,
                Certificate = null,
                InstanceUuid = new Guid("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11"),
                Administrator = null,
                SigningKeys = new OwnSigningKey(new SigningKey(TestKeys.Sts, [])),
                Negotiator = SspiNegotiators.Of(options.Sspi, _logger),
                OpenIdKeys = provider,
                SharedSession = new SharedSessionOptions(SharedSessionPath, SharedSessionToken, "administrator@vsphere.local"),
                Accounts = new Accounts
                {
                    Users =
                    [
                        new UserEntry { Name = "administrator@vsphere.local", Password = "secret", Role = "Admin" },
                        new UserEntry { Name = "reader", Password = "secret", Role = "ReadOnly" },
                    ],
                },
                Time = _time,
            },
            _logger);
        _app.UseEndpoints(static _ => { });
        _handle = ((IApplicationBuilder)_app).Build();
    }

    /// <summary>The cookie of a session of the administrator.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>Answers by status, for the report.</summary>
    public Dictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Faults by type, for the report.</summary>
    public IReadOnlyDictionary<string, int> Faults => _log.Faults;

    /// <summary>The time of the service.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Whether the last call by SOAP or VI-JSON came as far as its method: it has a result, or a fault that none of the steps before has.</summary>
    public bool ReachedMethod { get; private set; }

    /// <summary>Lets the time pass after which another session is opened: those before have expired long before there is no more room.</summary>
    public void Pass() => _time.Advance(SessionDistance);

    /// <summary>Whether a request that came with the live session's cookie found no session.</summary>
    public bool LostSession(FuzzRequest request) => request.HasLiveCookie && _log.LastFault == "NotAuthenticated";

    /// <summary>Opens a session for the requests that follow. An input may have taken the administrator's permission away; it is given back before.</summary>
    public async Task LoginAsync()
    {
        _app.Services.GetRequiredService<PermissionTable>().Set(new(AccountName.Parse("administrator@vsphere.local"), IsGroup: false, RoleId: -1));
        var answer = await SendAsync(new FuzzRequest("POST", "/sdk", [("SOAPAction", "\"urn:vim25/8.0.3.0\"")], Encoding.UTF8.GetBytes(
            "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>administrator@vsphere.local</userName><password>secret</password></Login></Body></Envelope>")));
        Cookie = answer.Cookie ?? Cookie;
    }

    /// <summary>Sends a request; what is wrong with what came of it, or null, and its answer.</summary>
    public async Task<(string? Problem, string Answer)> TryAsync(FuzzRequest request)
    {
        try
        {
            _log.LastFault = null;
            var (status, content, _) = await SendAsync(request);
            ReachedMethod = status is 200 or 204 || (status == 500 && _log.LastFault is { } fault && !FaultsBeforeMethod.Contains(fault)) || status == ClientLeft;
            var kind = $"{Array.Find(Doors, door => request.Target.TrimStart('/').StartsWith(door, StringComparison.Ordinal)) ?? "other"} {status}";
            Answers[kind] = Answers.GetValueOrDefault(kind) + 1;
            return (Judge(request, status, content) ?? _log.TakeProblem(), content);
        }
        catch (TimeoutException)
        {
            return ("it hangs", "");
        }
        catch (BadHttpRequestException)
        {
            return (null, ""); // the server answers these
        }
        catch (Exception failure)
        {
            return ($"an exception that nobody handles: {failure}", "");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _logger.DisposeAsync();
    }

    private static string? Judge(FuzzRequest request, int status, string content)
    {
        if (content.Contains("Internal error", StringComparison.Ordinal))
            return $"an error of the service's own: {content}";
        if (content.Contains("   at VimSessionService", StringComparison.Ordinal))
            return $"a stack trace: {content}";
        var isSoap = request.Method == "POST" && (request.Target is "/sdk" or "//sdk" or "/lookupservice/sdk" || request.Target.StartsWith("/sts/STSService", StringComparison.Ordinal));
        if (request.Target.StartsWith("/sdk/vim25/", StringComparison.Ordinal))
            return JudgeJson(status, content);
        if (status != ClientLeft && AutomationAnswers.Judge(request, status, content) is { } problem)
            return problem;
        if (!isSoap || status is 503 or 413 or 404 || (status == ClientLeft && content.Length == 0))
            return status is >= 100 and < 600 ? null : $"status {status}";
        if (status is not (200 or 500))
            return $"status {status}";
        try
        {
            using var reader = XmlReader.Create(new StringReader(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            reader.MoveToContent();
            if (reader is not { LocalName: "Envelope", NamespaceURI: "http://schemas.xmlsoap.org/soap/envelope/" })
                return $"no envelope: {content}";
            while (reader.Read())
            {
            }

            return null;
        }
        catch (XmlException broken)
        {
            return $"the answer is not XML ({broken.Message}): {content}";
        }
    }

    /// <summary>Only a result and a fault have a body, which is JSON; a fault says what it is.</summary>
    private static string? JudgeJson(int status, string content)
    {
        if (status is not (200 or 401 or 500))
            return status is 204 or 404 or 405 or 415 or 503 or ClientLeft && content.Length == 0 ? null : $"status {status}: {content}";
        try
        {
            using var json = JsonDocument.Parse(content);
            return status == 200 || json.RootElement.GetProperty("_typeName").GetString() is { Length: > 0 } ? null : $"no fault: {content}";
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the answer is not JSON or no fault ({broken.Message}): {content}";
        }
    }

    private async Task<(int Status, string Content, string? Cookie)> SendAsync(FuzzRequest request)
    {
        using var gone = new CancellationTokenSource();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = _app.Services };
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? request.Target : request.Target[..query];
        context.Request.Method = request.Method;
        context.Request.Scheme = "http";
        context.Request.Path = new PathString(path);
        context.Request.QueryString = query < 0 ? QueryString.Empty : new QueryString(request.Target[query..]);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.Target;
        foreach (var (name, value) in request.Headers)
            context.Request.Headers.Append(name, value.Replace(DoorRequests.LiveCookie, Cookie, StringComparison.Ordinal));
        context.Request.ContentLength = request.Body.Length;
        context.Request.Body = new MemoryStream(request.Body, writable: false);
        context.Response.Body = answer;
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.RequestAborted = gone.Token;
        var handling = Task.Run(() => _handle(context), CancellationToken.None);
        if (await Task.WhenAny(handling, Task.Delay(MaxWait, CancellationToken.None)) != handling)
        {
            // It waits for updates or the like: its client leaves.
            await gone.CancelAsync();
            await handling.WaitAsync(Hang, CancellationToken.None);
            return (ClientLeft, "", null); // an answer that was under way ends anywhere
        }

        await handling;
        await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        var setCookie = context.Response.Headers.SetCookie.ToString();
        var isPacked = context.Response.Headers.ContentEncoding.Count > 0;
        return (context.Response.StatusCode, isPacked ? Unpack(answer) : Encoding.UTF8.GetString(answer.ToArray()), setCookie.Split('"') is [_, var cookie, ..] ? cookie : null);
    }

    private static string Unpack(MemoryStream packed)
    {
        packed.Position = 0;
        using var plain = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        using var text = new StreamReader(plain, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
