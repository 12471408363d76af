using System.Net;
using System.Text;
using VimSessionService.CommandLine;
using VimSessionService.Tests.Logging;

namespace VimSessionService.Tests.CommandLine;

/// <summary><c>--sts-expired-certificate</c>, from the command line to the answer of the security token service.</summary>
public sealed class ExpiredSigningCertificateTests : IDisposable
{
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";

    private readonly TemporaryDirectory _directory = new();
    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();
    private readonly WrittenLog _log = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _stop.Dispose();
        _directory.Dispose();
        _output.Dispose();
        _error.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("true", HttpStatusCode.InternalServerError)]
    [InlineData("false", HttpStatusCode.OK)]
    public async Task Every_request_for_a_token_is_refused_with_the_dates_of_a_certificate_that_expired_yesterday(string isExpired, HttpStatusCode status)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = _directory.Path };
        var running = ServiceCommand.RunAsync(
            ["--listen", "127.0.0.1:0", "--tls", "false", "--admin-listen", "off", "--username", "Administrator@vsphere.local", "--password", "secret", "--sts-expired-certificate", isExpired],
            new ProcessEnvironment(environment, _directory.Path, TextReader.Null, _log.Add), _output, _error, _stop.Token);
        var sdk = new Uri((await _output.NextAsync())["Listening on ".Length..]);
        using var client = new HttpClient();

        using var answer = await client.PostAsync(new Uri(sdk, "/sts/STSService/vsphere.local"), new StringContent(Request(), Encoding.UTF8, "text/xml"), _stop.Token);
        var text = await answer.Content.ReadAsStringAsync(_stop.Token);

        await _stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK)
            return;
        Assert.Contains(":InvalidTimeRange</faultcode>", text, StringComparison.Ordinal);
        var yesterday = FormattableString.Invariant($"{DateTime.UtcNow.AddDays(-1):ddd MMM dd} ");
        Assert.Matches($"Signing certificate is not valid at .*, cert validity: TimePeriod \\[startTime=.*, endTime={yesterday}.* UTC ", text);
    }

    private static string Request()
    {
        var now = DateTime.UtcNow;
        return $"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><wsse:Security xmlns:wsse=\"{Security}\">"
            + $"<wsu:Timestamp xmlns:wsu=\"{Utility}\"><wsu:Created>{now:yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Created><wsu:Expires>{now.AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Expires></wsu:Timestamp>"
            + "<wsse:UsernameToken><wsse:Username>Administrator@vsphere.local</wsse:Username><wsse:Password>secret</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>"
            + $"<soap:Body><RequestSecurityToken xmlns=\"{Trust}\"><RequestType>{Trust}/Issue</RequestType></RequestSecurityToken></soap:Body></soap:Envelope>";
    }
}
