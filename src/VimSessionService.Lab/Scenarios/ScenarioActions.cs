using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Users;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Access;
using VimSessionService.Lab.Sessions;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Does what steps say.</summary>
/// <param name="context">What they change.</param>
internal sealed class ScenarioActions(ScenarioContext context)
{
    /// <summary>The names of the actions, in the order in which those of one step are done.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. AdminJson.Default.ScenarioStep.Properties.Select(static property => property.Name).Where(static name => name != When)];

    private const string When = "at";

    /// <summary>The names of the actions of a step.</summary>
    public static IReadOnlyList<string> NamesOf(ScenarioStep step) =>
        [.. JsonSerializer.SerializeToElement(step, AdminJson.Default.ScenarioStep).EnumerateObject().Select(static field => field.Name).Where(static name => name != When)];

    /// <summary>The actions of a step, each with its name.</summary>
    public IEnumerable<(string Name, Func<ValueTask> Do)> Of(ScenarioStep step)
    {
        if (step.Rotate is { } rotate)
            yield return ("rotate", At(() => Change(rotate.User, account => account with { Password = new PlainPassword(rotate.Password) })));
        if (step.Lock is { } held)
            yield return ("lock", At(() => context.Locks.Lock(NameOf(held.User), held.For)));
        if (step.Unlock is { } unlocked)
            yield return ("unlock", At(() => context.Locks.Unlock(NameOf(unlocked))));
        if (step.Disable is { } disabled)
            yield return ("disable", At(() => Change(disabled, static account => account with { IsDisabled = true })));
        if (step.Enable is { } enabled)
            yield return ("enable", At(() => Change(enabled, static account => account with { IsDisabled = false })));
        if (step.Join is { } joined)
            yield return ("join", At(() => ChangeGroup(joined, static user => new GroupChange { Add = user })));
        if (step.Leave is { } left)
            yield return ("leave", At(() => ChangeGroup(left, static user => new GroupChange { Remove = user })));
        if (step.Expire is { } expired)
            yield return ("expire", () => EndAsync(expired, SessionEnd.Expired));
        if (step.Terminate is { } terminated)
            yield return ("terminate", () => EndAsync(terminated, SessionEnd.Terminated));
        if (step.Limits is { } limits)
            yield return ("limits", At(() => context.Limits.Apply(limits)));
        if (step.Message is { } message)
            yield return ("message", At(() => context.Message.Text = message));
        if (step.RemoveRules is { } removed)
            yield return ("removeRules", At(() => RemoveRules(removed)));
        foreach (var rule in step.AddRules ?? [])
            yield return ("addRules", At(() => Put(rule)));
        foreach (var id in step.StopOutages ?? [])
            yield return ("stopOutages", At(() => Require(context.Outages.Stop(id), $"There is no outage '{id}'.")));
        if (step.Outage is { } outage)
            yield return ("outage", At(() => context.Outages.Start(outage)));
        if (step.Restart is { } restart)
            yield return ("restart", async () => await context.Restart.RunAsync(restart, CancellationToken.None));
        if (step.ClockRate is { } rate)
            yield return ("clockRate", Here(() => SetRate(rate)));
    }

    /// <summary>Adds a rule after the others, or puts it in the place of the one of its name.</summary>
    public void Put(RuleSpec rule)
    {
        if (rule.Id is { } id)
            context.Rules.Put(id, rule);
        else
            context.Rules.Add(rule);
    }

    /// <summary>Lets the clock run at a rate; 0 stops it.</summary>
    public void SetRate(double rate)
    {
        if (rate == 0)
            context.Clock.Freeze();
        else
            context.Clock.Run(rate);
    }

    /// <summary>An action that changes what replicas share.</summary>
    private Func<ValueTask> At(Action act) => () => context.Tables.RunAsync(act, CancellationToken.None);

    /// <summary>An action that changes what is this process's own, or is shared by itself.</summary>
    private static Func<ValueTask> Here(Action act) => () =>
    {
        act();
        return default;
    };

    private static void Require(bool isDone, string problem)
    {
        if (!isDone)
            throw new RefusedException("", problem);
    }

    private AccountName NameOf(string user) => context.Directory.Accounts.Find(user)?.Account.Name ?? throw new RefusedException("", $"There is no user '{user}'.");

    private void Change(string user, Func<Account, Account> change) =>
        Require(context.Directory.Accounts.Change(NameOf(user), account => account is null ? null : change(account)), $"There is no user '{user}'.");

    private void ChangeGroup(ScenarioMembership which, Func<string[], GroupChange> change)
    {
        var group = GroupEntries.Find(context.Directory, which.Group) ?? throw new RefusedException("", $"There is no group '{which.Group}'.");
        NameOf(which.User);
        GroupEntries.Change(context.Directory, group, change([which.User]));
    }

    private void RemoveRules(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
            Require(context.Rules.Remove(id), $"There is no rule '{id}'.");
    }

    private async ValueTask EndAsync(ScenarioSessions which, SessionEnd reason)
    {
        var search = new SessionSearch(context.Directory.Accounts, context.Clock, new SessionQuery { User = which.User, UserAgent = which.UserAgent, Door = which.Door });
        foreach (var session in search.Find(await context.Sessions.ListAsync(CancellationToken.None)).ToArray())
            await context.Sessions.RemoveAsync(session.Key, reason, CancellationToken.None);
    }
}
