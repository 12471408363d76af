using System.Net;
using System.Text.RegularExpressions;

namespace VimSessionService.Tests.Wire;

/// <summary>The message catalogues that LocalizationManager names are there to be fetched.</summary>
public sealed partial class CatalogTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_catalogue_can_be_fetched_as_it_is_listed()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        var (_, listed) = await client.CallAsync("<Fetch xmlns=\"urn:vim25\"><_this>LocalizationManager</_this><prop>catalog</prop></Fetch>", cookie);
        var entries = Entry().Matches(listed);
        Assert.Equal(7, entries.Count);
        foreach (Match entry in entries)
        {
            using var response = await client.GetAsync(new Uri(entry.Groups["uri"].Value, UriKind.Relative), Cancelled);
            Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.NotNull(response.Content.Headers.LastModified);
            Assert.Contains(" = \"", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "/locale/fr/faults.vmsg", HttpStatusCode.OK)]
    [InlineData("HEAD", "/locale/zh_TW/events.vmsg", HttpStatusCode.OK)]
    [InlineData("GET", "/locale/fr", HttpStatusCode.NotFound)]
    [InlineData("GET", "/locale/tlh/faults.vmsg", HttpStatusCode.NotFound)]
    [InlineData("GET", "/locale/fr/..%2Ffaults.vmsg", HttpStatusCode.NotFound)]
    [InlineData("POST", "/locale/fr/faults.vmsg", HttpStatusCode.NotFound)]
    public async Task Only_what_exists_is_served(string method, string path, HttpStatusCode status)
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Cancelled);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_start_of_the_server_is_its_first_event()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var (_, events) = await client.CallAsync(
            "<QueryEvents xmlns=\"urn:vim25\"><_this>EventManager</_this><filter><maxCount>1</maxCount></filter></QueryEvents>", await client.LoginAsync());
        Assert.Contains("xsi:type=\"ServerStartedSessionEvent\"><key>1</key>", events, StringComparison.Ordinal);
        Assert.Contains("<userName></userName><fullFormattedMessage>Server started</fullFormattedMessage>", events, StringComparison.Ordinal);
    }

    [GeneratedRegex("<catalogUri>(?<uri>[^<]+)</catalogUri>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
