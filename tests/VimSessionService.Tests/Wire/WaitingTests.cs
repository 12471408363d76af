using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>Clients that wait for updates, on a real socket.</summary>
public sealed partial class WaitingTests
{
    private const string Filter =
        "<CreateFilter xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this><spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>";

    [Fact]
    public async Task A_waiting_client_is_answered_when_the_service_stops_and_does_not_delay_it()
    {
        // The stop would wait an hour for a call in flight.
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Transport = new TransportOptions { ShutdownTimeout = TimeSpan.FromHours(1) },
        });
        using var client = service.NewClient();
        var waiting = await BeginToWaitAsync(client);

        await service.StopAsync();

        var (response, text) = await waiting;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("xsi:type=\"RequestCanceled\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_by_another_client_answers_the_wait()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var waiting = await BeginToWaitAsync(client);
        Assert.False(waiting.IsCompleted);
        await client.CallAsync(
            "<UpdateServiceMessage xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><message>now</message></UpdateServiceMessage>", await client.LoginAsync());
        var (response, text) = await waiting;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(">now</val>", text, StringComparison.Ordinal);
    }

    /// <summary>A wait for what comes after the first update. It has come in once the session counts it with the three calls besides the loop's own.</summary>
    private static async Task<Task<(HttpResponseMessage Response, string Text)>> BeginToWaitAsync(HttpClient client)
    {
        var cookie = await client.LoginAsync();
        await client.CallAsync(Filter, cookie);
        var first = await client.CallAsync(Wait(""), cookie);
        var waiting = client.CallAsync(Wait(Version().Match(first.Text).Groups[1].Value), cookie);
        for (var own = 1; ; own++)
        {
            var text = (await client.CallAsync(Soap.CurrentSession, cookie)).Text;
            if (int.Parse(CallCount().Match(text).Groups[1].Value, CultureInfo.InvariantCulture) == own + 3)
                return waiting;
        }
    }

    private static string Wait(string version) =>
        $"<WaitForUpdatesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this><version>{version}</version></WaitForUpdatesEx>";

    [GeneratedRegex("<version>([^<]+)</version>")]
    private static partial Regex Version();

    [GeneratedRegex("<callCount>([0-9]+)</callCount>")]
    private static partial Regex CallCount();
}
