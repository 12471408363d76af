namespace VimSessionService.Admin.Tests;

/// <summary>The same keys, cookies and tickets at each start.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task Two_services_of_one_seed_make_the_same_keys_cookies_and_tickets()
    {
        var (one, other, unlike) = (await MadeAsync(7), await MadeAsync(7), await MadeAsync(8));

        Assert.Equal(one, other);
        Assert.NotEqual(one.Key, unlike.Key);
        Assert.NotEqual(one.Cookie, unlike.Cookie);
        Assert.NotEqual(one.Ticket, unlike.Ticket);
        Assert.NotEqual(one.Uuid, unlike.Uuid);
        Assert.NotEqual(await MadeAsync(null), await MadeAsync(null));
    }

    /// <summary>The tokens themselves differ: the key that signs them is random.</summary>
    [Fact]
    public async Task Two_services_of_one_seed_give_their_SAML_assertions_the_same_ids()
    {
        var (one, other, unlike) = (await AssertionIdAsync(7), await AssertionIdAsync(7), await AssertionIdAsync(8));

        Assert.Equal(one, other);
        Assert.NotEqual(one, unlike);
    }

    private static async Task<string> AssertionIdAsync(int seed)
    {
        await using var host = await LabHost.StartAsync(options => options.Emulation.Seed = seed);
        using var client = host.NewClient();
        const string issue = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
            ><u:Timestamp xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><u:Created>CREATED</u:Created><u:Expires>EXPIRES</u:Expires></u:Timestamp
            ><o:UsernameToken><o:Username>USER</o:Username><o:Password>PASSWORD</o:Password></o:UsernameToken></o:Security></s:Header
            ><s:Body><RequestSecurityToken xmlns="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue</RequestType
            ></RequestSecurityToken></s:Body></s:Envelope>
            """;
        var now = DateTime.UtcNow;
        var message = issue.Replace("CREATED", $"{now:yyyy-MM-ddTHH:mm:ss.fffZ}", StringComparison.Ordinal).Replace("EXPIRES", $"{now.AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}", StringComparison.Ordinal)
            .Replace("USER<", LabHost.User + "<", StringComparison.Ordinal).Replace("PASSWORD", LabHost.Password, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/sts/STSService")) { Content = new StringContent(message, System.Text.Encoding.UTF8, "text/xml") };
        request.Headers.Add("SOAPAction", "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        return System.Text.RegularExpressions.Regex.Match(answer, "<saml2:Assertion [^>]*ID=\"(?<id>_[0-9a-f-]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["id"].Value;
    }

    private static async Task<(string Key, string Cookie, string Ticket, string Uuid)> MadeAsync(int? seed)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var host = await LabHost.StartAsync(options => options.Emulation.Seed = seed);
        await host.Api.FreezeClockAsync(cancelled);
        await host.Api.SetClockAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), cancelled);
        var (_, _, cookie) = await host.LoginAsync();
        var (_, ticket, _) = await host.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", cookie);
        var (_, about, _) = await host.CallAsync("<Fetch xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this><prop>content</prop></Fetch>", cookie);
        var uuid = about[about.IndexOf("<instanceUuid>", StringComparison.Ordinal)..about.IndexOf("</instanceUuid>", StringComparison.Ordinal)];
        return ((await host.Api.ListSessionsAsync(cancellationToken: cancelled)).Sessions[0].Key, cookie!, ticket, uuid);
    }
}
