using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Hosting.Tests;

/// <summary>Where no further password can be checked, the service is busy, and says no more: wherever a password can come.</summary>
public sealed class BusyPasswordTests
{
    private const string User = "alice@vsphere.local";
    private const string Password = "secret";
    private const string Reason = "too many passwords wait to be checked";

    /// <summary>The path of each place, and what it answers to a password that can be checked.</summary>
    [Theory]
    [InlineData("/sdk", HttpStatusCode.OK)]
    [InlineData("/sts/STSService/vsphere.local", HttpStatusCode.OK)]
    [InlineData("/folder/a.iso?dcPath=DC&dsName=ds", HttpStatusCode.NotFound)]
    public async Task A_full_queue_of_passwords_is_503(string path, HttpStatusCode usual)
    {
        var busy = await AskAsync(path, static services => services.AddSingleton<ICredentialValidator, Busy>());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.Status);
        Assert.DoesNotContain(Reason, busy.Content, StringComparison.Ordinal);
        Assert.Equal(usual, (await AskAsync(path, static _ => { })).Status);
    }

    private static async Task<(HttpStatusCode Status, string Content)> AskAsync(string path, Action<IServiceCollection> plug)
    {
        await using var app = await SomeHost.StartAsync(static options => options.Directory.AddUser(User, Password, role: "Admin"), plug);
        if (path.StartsWith("/sdk", StringComparison.Ordinal))
            return (await app.LoginAsync(User, Password)) is var login ? (login.Status, login.Content) : default;
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(path.StartsWith("/sts", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, new Uri(client.BaseAddress!, path));
        if (request.Method == HttpMethod.Post)
            request.Content = new StringContent(TokenRequest(), Encoding.UTF8, "text/xml");
        else
            request.Headers.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string TokenRequest()
    {
        const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
        const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity";
        static string Time(int minutes) => DateTime.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var times = $"<wsu:Created>{Time(0)}</wsu:Created><wsu:Expires>{Time(5)}</wsu:Expires>";
        return $"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:wsse=\"{Security}-secext-1.0.xsd\" xmlns:wsu=\"{Security}-utility-1.0.xsd\"><e:Header><wsse:Security>"
            + $"<wsu:Timestamp>{times}</wsu:Timestamp><wsse:UsernameToken><wsse:Username>{User}</wsse:Username><wsse:Password>{Password}</wsse:Password></wsse:UsernameToken></wsse:Security></e:Header>"
            + $"<e:Body><RequestSecurityToken xmlns=\"{Trust}\"><TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType><RequestType>{Trust}/Issue</RequestType><Lifetime>{times}</Lifetime>"
            + $"<Renewing Allow=\"false\" OK=\"false\"/><Delegatable>false</Delegatable><KeyType>{Trust}/Bearer</KeyType></RequestSecurityToken></e:Body></e:Envelope>";
    }

    private sealed class Busy : ICredentialValidator
    {
        public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
            throw new ServiceBusyException(Reason);
    }
}
