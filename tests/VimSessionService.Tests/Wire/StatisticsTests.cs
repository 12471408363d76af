using System.Text.RegularExpressions;
using VimSessionService.Tests.Commands;

namespace VimSessionService.Tests.Wire;

/// <summary>Statistics of the built-in inventory, and of one that was recorded.</summary>
public sealed class StatisticsTests : IAsyncLifetime
{
    private const string Manager = "<_this type=\"PerformanceManager\">PerfMgr</_this>";

    private RunningService _service = null!;
    private HttpClient _client = null!;
    private string _cookie = "";

    public async ValueTask InitializeAsync()
    {
        _service = await RecordingHost.ServeAsync("builtin:small");
        _client = _service.NewClient();
        _cookie = await _client.LoginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_machine_and_a_host_have_new_samples_every_twenty_seconds_and_a_datastore_every_five_minutes()
    {
        Assert.Contains("<currentSupported>true</currentSupported><summarySupported>true</summarySupported><refreshRate>20</refreshRate>", await SummaryAsync("VirtualMachine"), StringComparison.Ordinal);
        Assert.Contains("<refreshRate>20</refreshRate>", await SummaryAsync("HostSystem"), StringComparison.Ordinal);
        Assert.Contains("<currentSupported>false</currentSupported><summarySupported>true</summarySupported></returnval>", await SummaryAsync("Datastore"), StringComparison.Ordinal);
        Assert.Contains("<currentSupported>false</currentSupported><summarySupported>false</summarySupported></returnval>", await SummaryAsync("Network"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_end_with_the_last_whole_interval_and_are_the_same_for_who_asks_again()
    {
        var machine = await FindAsync("VirtualMachine");
        var spec = $"{machine}<maxSample>3</maxSample><metricId><counterId>2</counterId><instance></instance></metricId><metricId><counterId>143</counterId><instance>*</instance></metricId><intervalId>20</intervalId>";
        var first = await QueryAsync(spec);

        var seconds = _service.Time.GetUtcNow().ToUnixTimeSeconds();
        var newest = DateTimeOffset.FromUnixTimeSeconds(seconds - (seconds % 20)).UtcDateTime;
        Assert.Equal([newest.AddSeconds(-40), newest.AddSeconds(-20), newest], Regex.Matches(first, "<timestamp>([^<]*)").Select(static match => DateTime.Parse(match.Groups[1].Value, null, System.Globalization.DateTimeStyles.AdjustToUniversal)));
        Assert.Equal(["2 ", "143 ", "143 4000"], Regex.Matches(first, "<counterId>(\\d+)</counterId><instance>([^<]*)").Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
        Assert.Equal(9, Regex.Count(first, "<value>\\d+</value>"));
        Assert.Equal(first, await QueryAsync(spec));
    }

    [Fact]
    public async Task A_client_may_ask_for_text_and_for_times()
    {
        var machine = await FindAsync("VirtualMachine");
        var end = _service.Time.GetUtcNow().UtcDateTime;
        var text = await QueryAsync($"{machine}<startTime>{end.AddMinutes(-10):yyyy-MM-ddTHH:mm:ssZ}</startTime><metricId><counterId>2</counterId><instance></instance></metricId><intervalId>300</intervalId><format>csv</format>");

        Assert.Matches("<returnval xsi:type=\"PerfEntityMetricCSV\">.*<sampleInfoCSV>300,[^,<]*Z,300,[^,<]*Z</sampleInfoCSV><value><id><counterId>2</counterId><instance></instance></id><value>\\d+,\\d+</value></value></returnval>", text);
    }

    [Fact]
    public async Task What_is_not_there_is_a_fault()
    {
        Assert.Contains("querySpec.interval", await QueryAsync($"{await FindAsync("VirtualMachine")}<intervalId>7</intervalId>"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await QueryAsync("<entity type=\"VirtualMachine\">vm-none</entity>"), StringComparison.Ordinal);
        Assert.Contains("counterId", await CallAsync("QueryPerfCounter", "<counterId>4711</counterId>"), StringComparison.Ordinal);
        Assert.Contains("<key>usagemhz</key>", await CallAsync("QueryPerfCounter", "<counterId>6</counterId>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_recorded_of_them_is_served_with_the_time_of_the_service()
    {
        using var host = new RecordingHost();
        var first = await host.RecordAsync(_service, "first", "--performance-samples", "3");
        await using var again = await RecordingHost.ServeAsync(first);
        again.Time.Advance(TimeSpan.FromDays(3));
        var second = await host.RecordAsync(again, "second", "--performance-samples", "3");

        Assert.Equal(WithoutTimes(first), WithoutTimes(second));
        var files = Directory.GetFiles(Path.Combine(first, "performance"), "*.xml");
        Assert.Equal(12, files.Length); // four machines, four hosts, a cluster, two pools, a datastore
        Assert.Equal(3, Regex.Count(await File.ReadAllTextAsync(files.First(static file => file.Contains("-VirtualMachine-", StringComparison.Ordinal)), TestContext.Current.CancellationToken), "<timestamp>"));
    }

    private static IEnumerable<(string, string)> WithoutTimes(string recording) => RecordingHost.Files(recording).Select(static file => (file.Key, Regex.Replace(file.Value, "<timestamp>[^<]*", "<timestamp>")));

    private async Task<string> SummaryAsync(string type) => await CallAsync("QueryPerfProviderSummary", await FindAsync(type));

    private Task<string> QueryAsync(string spec) => CallAsync("QueryPerf", $"<querySpec>{spec}</querySpec>");

    private async Task<string> CallAsync(string method, string arguments)
    {
        var (response, text) = await _client.CallAsync($"<{method} xmlns=\"urn:vim25\">{Manager}{arguments}</{method}>", _cookie);
        response.Dispose();
        return text;
    }

    /// <summary>The argument that names the first object of a type.</summary>
    private async Task<string> FindAsync(string type)
    {
        var (made, view) = await _client.CallAsync($"<CreateContainerView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">ViewManager</_this><container type=\"Folder\">group-d1</container><type>{type}</type><recursive>true</recursive></CreateContainerView>", _cookie);
        made.Dispose();
        var (read, text) = await _client.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"ContainerView\">{Regex.Match(view, "<returnval[^>]*>([^<]*)").Groups[1].Value}</_this><prop>view</prop></Fetch>", _cookie);
        read.Dispose();
        return $"<entity type=\"{type}\">{Regex.Match(text, $"type=\"{type}\"[^>]*>([^<]*)").Groups[1].Value}</entity>";
    }
}
