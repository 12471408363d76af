using System.Diagnostics;
using System.Globalization;
using VimSessionService.Testing;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>A call by VI-JSON costs no more than the same one by SOAP.</summary>
public sealed class CostTests(ITestOutputHelper output) : IDisposable
{
    private const string SoapRetrieve =
        "<RetrievePropertiesEx _NS><_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet><type>SessionManager</type><all>true</all></propSet><objectSet><obj type=\"SessionManager\">SessionManager</obj><skip>false</skip></objectSet></specSet><options></options></RetrievePropertiesEx>";

    private const string JsonRetrieve =
        """{"specSet":[{"propSet":[{"type":"SessionManager","all":true}],"objectSet":[{"obj":{"type":"SessionManager","value":"SessionManager"},"skip":false}]}],"options":{}}""";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_retrieval_allocates_no_more()
    {
        var cookie = await _service.LoginAsync();
        var session = cookie.Split('"')[1];

        Compare("RetrievePropertiesEx", () => Run(_service.CallAsync(SoapRetrieve, cookie)), () => Run(_service.JsonAsync("PropertyCollector/propertyCollector/RetrievePropertiesEx", JsonRetrieve, session)));
    }

    private void Compare(string what, Action soap, Action json)
    {
        for (var i = 0; i < 300; i++)
        {
            soap();
            json();
        }

        var (soapBytes, jsonBytes) = (Growth.Allocated(soap), Growth.Allocated(json));
        var started = Process.GetCurrentProcess().TotalProcessorTime;
        Repeat(soap);
        var between = Process.GetCurrentProcess().TotalProcessorTime;
        Repeat(json);
        var ended = Process.GetCurrentProcess().TotalProcessorTime;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {soapBytes} bytes by SOAP, {jsonBytes} by VI-JSON; processor time {(ended - between) / (between - started):0.00} of that by SOAP"));
        Assert.InRange(jsonBytes, 0, soapBytes);
    }

    private static void Repeat(Action call)
    {
        for (var i = 0; i < 2000; i++)
            call();
    }

    private static void Run(Task<TestExchange> call)
    {
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(200, call.Result.Status);
    }
}
