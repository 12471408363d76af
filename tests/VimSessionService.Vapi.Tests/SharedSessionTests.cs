using System.Text.Json;
using VimSessionService.Core.Sessions;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Vapi.Tests;

/// <summary>The endpoint that gives clone tickets of one common session (docs/facts/automation-api.md).</summary>
public sealed class SharedSessionTests
{
    private const string Path = "/shared-session";
    private const string Secret = "0123456789abcdef";

    private static readonly SharedSessionOptions Shared = new(Path, Secret, "administrator@vsphere.local");

    [Fact]
    public async Task A_ticket_is_cloned_by_SOAP_and_opens_REST()
    {
        using var vc = new Automation(shared: Shared);

        var ticket = await TicketAsync(vc);
        Assert.StartsWith("cst-VCT-52", ticket, StringComparison.Ordinal);
        var clone = await vc.Service.CallAsync($"<CloneSession _NS><_this type=\"SessionManager\">SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>");
        var id = clone.AnswerHeaders["Set-Cookie"].Split('"')[1];
        Assert.Equal(200, await vc.StatusOfAsync(id));

        // Each ticket is another one of the same session; a clone that logs out leaves it.
        Assert.NotEqual(ticket, await TicketAsync(vc));
        await vc.SendAsync("DELETE", Automation.SessionPath, ("vmware-api-session-id", id));
        Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("shared-session", "AcquireCloneTicket"), (vc.Service.Calls.First().Door, vc.Service.Calls.First().Operation));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_opened_anew()
    {
        using var vc = new Automation(shared: Shared);
        await TicketAsync(vc);
        vc.Service.Time.Advance(TimeSpan.FromHours(1));

        await TicketAsync(vc);

        Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", Path, "Bearer other-0123456789", 403)]
    [InlineData("GET", Path, "Bearer ", 403)]
    [InlineData("GET", Path, "Basic YTpi", 403)]
    [InlineData("GET", Path + "/more", "Bearer " + Secret, 404)]
    [InlineData("POST", Path, "Bearer " + Secret, 405)]
    public async Task Refusals(string method, string path, string authorization, int status)
    {
        using var vc = new Automation(shared: Shared);

        var answer = await vc.ShareAsync(Automation.Request(method, path, "", ("Authorization", authorization)));

        Assert.Equal((status, ""), (answer.Status, answer.Answer));
        Assert.NotNull(vc.Service.Calls.Last().Reason);
        Assert.DoesNotContain(Secret, vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", 403)]
    [InlineData("stranger@example.com", 403)]
    public async Task A_user_without_access_gives_no_ticket(string user, int status)
    {
        using var vc = new Automation(shared: Shared with { UserName = user });

        Assert.Equal(status, (await vc.ShareAsync(Automation.Request("GET", Path, "", ("Authorization", $"Bearer {Secret}")))).Status);
    }

    [Fact]
    public async Task At_the_cap_the_service_is_not_available()
    {
        using var vc = new Automation(sessions: new SessionLimits { MaxSessions = 1, ReservedSessions = 0 }, shared: Shared);
        await vc.LoginAsync();

        Assert.Equal(503, (await vc.ShareAsync(Automation.Request("GET", Path, "", ("Authorization", $"Bearer {Secret}")))).Status);
    }

    [Fact]
    public async Task Many_at_once_share_one_session()
    {
        using var vc = new Automation(shared: Shared);

        var tickets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TicketAsync(vc)));

        Assert.Equal(20, tickets.Distinct().Count());
        Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> TicketAsync(Automation vc)
    {
        var answer = await vc.ShareAsync(Automation.Request("GET", Path, "", ("Authorization", $"Bearer {Secret}")));
        Assert.Equal((200, "application/json"), (answer.Status, answer.AnswerHeaders["Content-Type"]));
        return JsonDocument.Parse(answer.Answer).RootElement.GetProperty("token").GetString()!;
    }
}
