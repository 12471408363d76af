using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A vCenter whose users come from an identity provider refuses passwords of user names without a domain, however they come (docs/facts/automation-api.md).</summary>
public sealed class FederatedTests : IDisposable
{
    private readonly TestService _service = new(plugs: static services => services.AddSingleton(new AccessOptions { IsFederated = true }));

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("reader", "s3cret-R")]
    [InlineData("administrator", "s3cret-A")]
    [InlineData("reader", "wrong")]
    public async Task A_login_without_a_domain_is_a_wrong_password_to_the_client_and_the_operator_is_told_why(string user, string password)
    {
        var answer = await _service.CallAsync(TestService.LoginBody(user, password));

        Assert.Equal(500, answer.Status);
        Assert.Contains("xsi:type=\"InvalidLogin\"", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("federated", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("--federated", _service.Calls.Last().Reason, StringComparison.Ordinal);
        Assert.Equal(user, Assert.IsType<BadUsernameSessionEvent>(Assert.Single(_service.Events.Snapshot())).UserName);
    }

    [Fact]
    public async Task A_name_with_its_domain_logs_in()
    {
        var cookie = await _service.LoginAsync("administrator@vsphere.local");

        Assert.Contains("VSPHERE.LOCAL\\Administrator", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("reader:s3cret-R", 401)]
    [InlineData("administrator@vsphere.local:s3cret-A", 404)] // let in; the file is not there
    public async Task Ticketed_paths_ask_for_a_name_with_a_domain_too(string pair, int status)
    {
        var exchange = new TestExchange().With("Host", "vc.example.org").With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

        await _service.Get<TicketedEndpoint>().HandleAsync(exchange, "GET", "/folder/a.iso?dcPath=DC&dsName=ds");

        Assert.Equal(status, exchange.Status);
    }
}
