namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>What is done in sessions, to sessions, and with their tickets.</summary>
internal static class SessionCommands
{
    public static Task<string> Logout(Machine machine, ModelClient client, int choice) =>
        machine.CallAsync(client, "Logout", "<Logout _NS><_this>SessionManager</_this></Logout>", machine.Model.Logout(client));

    public static Task Terminate(Machine machine, ModelClient client, int choice)
    {
        ModelSession[] targets = [.. Enumerable.Range(0, (choice % 2) + 1).Select(i => Machine.Pick(machine.Model.Sessions, (choice / 2) + (i * 7))).OfType<ModelSession>()];
        if (targets.Length == 0)
            return Task.CompletedTask;
        var keys = string.Concat(targets.Select(target => $"<sessionId>{target.Key}</sessionId>"));
        return machine.CallAsync(
            client, "Terminate", $"<TerminateSession _NS><_this>SessionManager</_this>{keys}</TerminateSession>", machine.Model.Terminate(client, targets));
    }

    public static Task IsActive(Machine machine, ModelClient client, int choice)
    {
        if (Machine.Pick(machine.Model.Sessions, choice / 2) is not { } target)
            return Task.CompletedTask;
        var user = SessionModel.Display(choice % 2 == 0 ? target.User : "somebody");
        return machine.CallAsync(
            client,
            "IsActive",
            $"<SessionIsActive _NS><_this>SessionManager</_this><sessionID>{target.Key}</sessionID><userName>{user}</userName></SessionIsActive>",
            machine.Model.IsActive(client, target, user));
    }

    public static Task<string> SetLocale(Machine machine, ModelClient client, int choice)
    {
        var locale = Machine.Pick(Machine.Locales, choice) ?? "de";
        return machine.CallAsync(
            client, "SetLocale", $"<SetLocale _NS><_this>SessionManager</_this><locale>{locale}</locale></SetLocale>", machine.Model.SetLocale(client, locale));
    }

    public static Task<string> UpdateMessage(Machine machine, ModelClient client, int choice) => machine.CallAsync(
        client,
        "UpdateMessage",
        $"<UpdateServiceMessage _NS><_this>SessionManager</_this><message>m{choice}</message></UpdateServiceMessage>",
        machine.Model.UpdateMessage(client, $"m{choice}"));

    public static async Task Acquire(Machine machine, ModelClient client, int choice)
    {
        var isGeneric = choice % 2 == 0;
        var expected = machine.Model.AcquireTicket(client, isGeneric);
        var answer = isGeneric
            ? await machine.CallAsync(
                client,
                "AcquireGeneric",
                "<AcquireGenericServiceTicket _NS><_this>SessionManager</_this><spec xsi:type=\"SessionManagerVmomiServiceRequestSpec\"><method>CloneSession</method></spec></AcquireGenericServiceTicket>",
                expected)
            : await machine.CallAsync(client, "Acquire", "<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>", expected);
        if (expected.Length == 0)
            machine.Model.Tickets[^1].Text = isGeneric ? Machine.Between(answer, "<id>", "</id>") : Machine.Between(answer, "<returnval>", "</returnval>");
    }

    public static Task Clone(Machine machine, ModelClient client, int choice)
    {
        // Now and then something that is no ticket: a session's key.
        var ticket = choice % 5 == 0 ? null : Machine.Pick(machine.Model.Tickets, choice);
        var text = ticket?.Text ?? Machine.Pick(machine.Model.Sessions, choice)?.Key ?? "cst-VCT-1";
        return machine.BeginAsync(
            client, "Clone", $"<CloneSession _NS><_this>SessionManager</_this><cloneTicket>{text}</cloneTicket></CloneSession>", machine.Model.Clone(client, ticket));
    }

    public static Task<string> Impersonate(Machine machine, ModelClient client, int choice)
    {
        var user = Machine.Users[choice % 3];
        var locale = choice / 3 % 4 == 0 ? Machine.Pick(Machine.Locales, choice / 12) : null;
        var text = locale is null ? "" : $"<locale>{locale}</locale>";
        return machine.CallAsync(
            client,
            "Impersonate",
            $"<ImpersonateUser _NS><_this>SessionManager</_this><userName>{user}</userName>{text}</ImpersonateUser>",
            machine.Model.Impersonate(client, user, locale));
    }

    public static Task Wait(Machine machine, ModelClient client, int choice)
    {
        var time = TimeSpan.FromMinutes((choice % 4) switch { 0 => 16, 1 => 1 + (choice / 4 % 3), _ => choice % 10 });
        machine.Advance(time);
        return Task.CompletedTask;
    }
}
