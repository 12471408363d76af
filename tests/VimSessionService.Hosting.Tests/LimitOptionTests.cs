using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Hosting.Tests;

/// <summary>The shares of users and addresses, and the limits of time and of canonical form, are what the options say.</summary>
public sealed partial class LimitOptionTests
{
    [Fact]
    public async Task Each_option_is_a_limit_of_its_area()
    {
        await using var app = await SomeHost.StartAsync(static options =>
        {
            options.Requests.MaxRequestTime = TimeSpan.FromSeconds(7);
            options.Requests.WorkQueue = 8;
            options.Requests.MemoryShare = 9;
            options.Sessions.MaxNegotiations = 10;
            options.Tickets.MaxUserTickets = 11;
            options.Tickets.MaxUserLocalTickets = 12;
            options.SingleSignOn.MaxCanonicalMultiple = 13;
            options.SingleSignOn.MaxUserMessages = 14;
        });

        var work = app.Services.GetRequiredService<ServiceLimits>().Each;
        Assert.Equal((TimeSpan.FromSeconds(7), 8, 9), (work.MaxRequestTime, work.MaxWaiting, work.SharePercent));
        Assert.Equal((10, 160), Of<NegotiationLimits>(app) is var negotiations ? (negotiations.OfAddress, negotiations.All) : default);
        Assert.Equal((11, 110), Of<TicketLimits>(app) is var tickets ? (tickets.OfUser, tickets.All) : default);
        Assert.Equal((12, 120, 110), Of<LocalTicketOptions>(app) is var local ? (local.MaxOfUser, local.Max, local.KeptByIssuer) : default);
        Assert.All([Of<AssertionOptions>(app).Message, Of<StsOptions>(app).Message, Of<LookupInstance>(app).Message], message => Assert.Equal((13, TimeSpan.FromSeconds(7)), (message.CanonicalMultiple, message.MaxTime)));
        Assert.Equal((14, 28), Of<ReplayLimits>(app) is var messages ? (messages.OfPrincipal, messages.All) : default);
    }

    [Fact]
    public async Task The_defaults_of_the_options_are_those_of_the_areas()
    {
        await using var app = await SomeHost.StartAsync();

        var work = app.Services.GetRequiredService<ServiceLimits>().Each;
        Assert.Equal(new WorkLimits { ProcessMemory = work.ProcessMemory }, work);
        Assert.Equal(new NegotiationLimits(), Of<NegotiationLimits>(app));
        Assert.Equal(new TicketLimits(), Of<TicketLimits>(app));
        Assert.Equal(new LocalTicketOptions(), Of<LocalTicketOptions>(app));
        Assert.Equal(new ReplayLimits(), Of<ReplayLimits>(app));
        Assert.All([Of<AssertionOptions>(app).Message, Of<StsOptions>(app).Message, Of<LookupInstance>(app).Message], static message => Assert.Equal(MessageLimits.Usual, message));
    }

    [Fact]
    public async Task A_user_has_as_many_clone_tickets_as_the_option_says()
    {
        await using var app = await SomeHost.StartAsync(static options =>
        {
            options.Tickets.MaxUserTickets = 2;
            options.Directory.AddUser("alice", "secret", role: "Admin");
            options.Directory.AddUser("bob", "secret", role: "Admin");
        });
        var alice = (await app.LoginAsync("alice", "secret")).Cookie!;
        var bob = (await app.LoginAsync("bob", "secret")).Cookie!;
        string[] tickets = [await AcquireAsync(app, bob), await AcquireAsync(app, alice), await AcquireAsync(app, alice), await AcquireAsync(app, alice)];

        var answers = new List<bool>();
        foreach (var ticket in tickets)
        {
            var clone = await app.CallAsync($"<CloneSession xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>");
            answers.Add(!clone.Content.Contains("InvalidLoginFault", StringComparison.Ordinal));
        }

        Assert.Equal([true, false, true, true], answers);
    }

    [Theory]
    [InlineData("MaxRequestTime")]
    [InlineData("WorkQueue")]
    [InlineData("MemoryShare")]
    [InlineData("MaxNegotiations")]
    [InlineData("MaxUserTickets")]
    [InlineData("MaxUserLocalTickets")]
    [InlineData("MaxCanonicalMultiple")]
    [InlineData("MaxUserMessages")]
    public async Task None_of_them_may_be_nothing(string option)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => SomeHost.StartAsync(options =>
        {
            object[] groups = [options.Requests, options.Sessions, options.Tickets, options.SingleSignOn];
            var (group, property) = groups.Select(group => (group, group.GetType().GetProperty(option))).Single(found => found.Item2 is not null);
            property!.SetValue(group, property.PropertyType == typeof(int) ? 0 : TimeSpan.Zero);
        }));

        Assert.Contains(option, failure.Message, StringComparison.Ordinal);
        Assert.Matches("between 1 and|not longer than zero", failure.Message);
    }

    private static T Of<T>(WebApplication app)
        where T : notnull => app.Services.GetRequiredService<T>();

    private static async Task<string> AcquireAsync(WebApplication app, string cookie)
    {
        var answer = await app.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", cookie);
        return ReturnedText().Match(answer.Content).Groups[1].Value;
    }

    [GeneratedRegex("<returnval>([^<]+)</returnval>")]
    private static partial Regex ReturnedText();
}
