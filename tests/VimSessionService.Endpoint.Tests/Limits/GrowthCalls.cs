using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Tests.Tickets;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.Testing;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// Measures calls of growing size at a service that has what they name, and whose limits are raised, so that it is the work that is linear and not the
/// limits that make it so. Each call has to be answered as its row says.
/// </summary>
internal sealed partial class GrowthCalls : IDisposable
{
    /// <summary>How many bytes a call may allocate for each byte of its request and its answer.</summary>
    private const int Multiple = 60;

    private const string Version = "urn:vim25/9.1.0.0";

    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private readonly X509Certificate2 _authority = Certificates.Authority();
    private readonly X509Certificate2 _issued;
    private readonly TestService _service;

    /// <summary>Starts the service.</summary>
    /// <param name="hasInventory">Whether the service has an inventory, with the whole schema of the API.</param>
    public GrowthCalls(bool hasInventory = false)
    {
        _issued = Certificates.IssuedBy(_authority, "CN=growing");
        _service = new TestService(
            settings: new EndpointOptions { Version = ApiVersion.V9_1_0_0, MaxRequestBytes = 16 * 1024 * 1024, Catalog = hasInventory ? Lab.Catalog : VimCatalog.Declared },
            datacenter: hasInventory ? null : "DC",
            negotiator: new EchoNegotiator(),
            extensionAuthorities: [_authority],
            localTickets: new LocalTicketOptions { Files = new MemoryTicketFiles() },
            work: new WorkLimits { MaxRequestWork = int.MaxValue, MaxSessionBytes = int.MaxValue, ProcessMemory = 1L << 40 },
            plugs: services =>
            {
                if (hasInventory)
                    services.AddSingleton(new InventoryChoice(Lab));
            });
    }

    public void Dispose()
    {
        _service.Dispose();
        _issued.Dispose();
        _authority.Dispose();
    }

    /// <summary>The work grows no faster than the request.</summary>
    public async Task AssertWorkAsync(string what, GrowthRow row)
    {
        var (names, cookie) = await PrepareAsync();
        await SendAsync(what, row, row.N, names, cookie);
        await Growth.AssertLinearAsync(what, size => (Size: size, Body: row.Make(size, names), Header: row.Header(size, names)), call => SendAsync(what, row, call.Body, call.Header, cookie), row.N);
    }

    /// <summary>The memory is a fixed multiple of the request and its answer.</summary>
    public async Task AssertMemoryAsync(string what, GrowthRow row)
    {
        var (names, cookie) = await PrepareAsync();
        var (body, header) = (row.Make(4 * row.N, names), row.Header(4 * row.N, names));
        await SendAsync(what, row, body, header, cookie);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await SendAsync(what, row, body, header, cookie);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var allowed = 200_000L + (Multiple * (long)(body.Length + header.Length + answer));
        Assert.True(allocated < allowed, $"{what}: {body.Length + header.Length} bytes with an answer of {answer} allocate {allocated}");
    }

    /// <summary>Logs in, and makes what calls name.</summary>
    private async Task<(GrowthNames Names, string Cookie)> PrepareAsync()
    {
        var cookie = await _service.LoginAsync();
        var session = Key().Match(await MadeAsync(TestService.Fetch("currentSession"))).Groups["value"].Value;
        var list = Reference().Match(await MadeAsync(GrowthText.Call("CreateListView", "ViewManager", ""))).Groups["value"].Value;
        var inventory = Reference().Match(await MadeAsync(GrowthText.Call("CreateInventoryView", "ViewManager", ""))).Groups["value"].Value;
        var role = Value().Match(await MadeAsync(GrowthText.Call("AddAuthorizationRole", "AuthorizationManager", "<name>growing</name>"))).Groups["value"].Value;
        var ticket = Value().Match(await MadeAsync(GrowthText.Sessions("AcquireCloneTicket", ""))).Groups["value"].Value;
        await MadeAsync(GrowthText.Call("RegisterExtension", "ExtensionManager", GrowthText.Extension("")));
        var names = new GrowthNames(session, list, inventory, role, ticket) { Machine = Named("VirtualMachine"), Pool = Named("ResourcePool") };
        Assert.DoesNotContain("", new[] { session, list, inventory, role, ticket });
        return (names, cookie);

        async Task<string> MadeAsync(string body)
        {
            var answer = await _service.CallAsync(body, cookie, Version);
            Assert.True(answer.Status == 200, answer.Answer);
            return answer.Answer;
        }
    }

    private static string Named(string type) => Lab.Entries.First(entry => entry.Object.Type.Name == type).Object.Reference.Value;

    private Task<int> SendAsync(string what, GrowthRow row, int size, GrowthNames names, string cookie) =>
        SendAsync(what, row, row.Make(size, names), row.Header(size, names), cookie);

    /// <summary>Sends a call, asserts how it is answered, takes away what it made, and gives how long the answer was.</summary>
    private async Task<int> SendAsync(string what, GrowthRow row, string body, string header, string cookie)
    {
        var exchange = new TestExchange { Body = Envelope(body, header), Certificate = row.HasCertificate ? _issued : null, From = "127.0.0.1" }.With("SOAPAction", Version);
        if (row.HasSession)
            exchange.With("Cookie", cookie);
        var answer = await _service.SendAsync(exchange);
        var outcome = answer.Status == 200 ? GrowthRow.Response : Fault().Match(answer.Answer).Groups["name"].Value;
        var reason = _service.Calls.LastOrDefault().Reason ?? "";
        Assert.True(
            outcome == row.Outcome && reason.Contains(row.Reason, StringComparison.Ordinal) && (outcome == GrowthRow.Response) == (row.Reason.Length == 0),
            $"{what}: {outcome} ({Shortened(reason)}) in the place of {row.Outcome} ({row.Reason})\n{Shortened(answer.Answer)}");
        _service.Calls.Clear();
        if (outcome == GrowthRow.Response && body.StartsWith("<Create", StringComparison.Ordinal))
            await TakeAwayAsync(Reference().Match(answer.Answer), cookie);
        return answer.AnswerBytes.Length;
    }

    /// <summary>Reads what was made, and takes it away.</summary>
    private async Task TakeAwayAsync(Match made, string cookie)
    {
        var (method, isRead) = made.Groups["type"].Value switch
        {
            "PropertyFilter" => ("DestroyPropertyFilter", true),
            "EventHistoryCollector" => ("DestroyCollector", false),
            _ => ("DestroyView", false),
        };
        if (isRead)
            Assert.Equal(200, (await _service.CallAsync("<CheckForUpdates _NS><_this>propertyCollector</_this></CheckForUpdates>", cookie)).Status);
        var answer = await _service.CallAsync($"<{method} _NS><_this type=\"{made.Groups["type"].Value}\">{made.Groups["value"].Value}</_this></{method}>", cookie);
        Assert.True(answer.Status == 200, answer.Answer);
        _service.Calls.Clear();
    }

    private static byte[] Envelope(string body, string header) => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{(header.Length > 0 ? $"<soapenv:Header>{header}</soapenv:Header>" : "")}<soapenv:Body>{body.Replace("_NS", "xmlns=\"urn:vim25\"", StringComparison.Ordinal)}</soapenv:Body></soapenv:Envelope>""");

    private static string Shortened(string text) => text[..Math.Min(1_000, text.Length)];

    [GeneratedRegex("<key>(?<value>[^<]+)</key>")]
    private static partial Regex Key();

    [GeneratedRegex("<returnval type=\"(?<type>[A-Za-z]+)\">(?<value>[^<]+)</returnval>")]
    private static partial Regex Reference();

    [GeneratedRegex("<returnval[^>]*>(?<value>[^<]+)</returnval>")]
    private static partial Regex Value();

    [GeneratedRegex("<(?<name>[A-Za-z]+)Fault xmlns")]
    private static partial Regex Fault();
}
