namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Logins by password, local ticket and certificate.</summary>
internal static class LoginCommands
{
    public static async Task Login(Machine machine, ModelClient client, int choice)
    {
        var user = Machine.Users[choice % 3];
        var isRight = choice / 3 % 5 > 0;
        var locale = choice / 15 % 3 == 0 ? Machine.Pick(Machine.Locales, choice / 45) : null;
        var expected = machine.Model.Login(client, user, isRight, locale);
        var password = isRight ? Machine.PasswordOf(user) : "wrong";
        var text = locale is null ? "" : $"<locale>{locale}</locale>";
        await machine.BeginAsync(client, "Login", TestService.LoginBody(user, password, text), expected);
    }

    public static async Task AcquireLocal(Machine machine, ModelClient client, int choice)
    {
        var user = Machine.Users[choice % 3];
        var expected = machine.Model.AcquireLocalTicket(client, user);
        var answer = await machine.CallAsync(
            client, "AcquireLocal", $"<AcquireLocalTicket _NS><_this>SessionManager</_this><userName>{user}</userName></AcquireLocalTicket>", expected);
        if (expected.Length == 0)
            machine.Model.LocalTickets[^1].Password = machine.World.Files.ByPath[Machine.Between(answer, "<passwordFilePath>", "</passwordFilePath>")];
    }

    public static Task LoginByTicket(Machine machine, ModelClient client, int choice)
    {
        if (Machine.Pick(machine.Model.LocalTickets, choice / 4) is not { } ticket)
            return Task.CompletedTask;
        var user = choice % 4 == 0 ? Machine.Users[choice / 4 % 2] : ticket.User;
        var expected = machine.Model.LoginByTicket(client, user, ticket);
        return machine.BeginAsync(client, "LoginByTicket", TestService.LoginBody(user, ticket.Password), expected);
    }

    public static Task LoginExtension(Machine machine, ModelClient client, int choice)
    {
        var certificate = (choice % 4) switch { 0 => null, 1 => machine.World.Issued, _ => machine.World.Own };
        var expected = machine.Model.LoginExtension(client, certificate is not null, choice % 4 > 1);
        var body = $"<LoginExtensionByCertificate _NS><_this>SessionManager</_this><extensionKey>{SessionModel.Extension}</extensionKey></LoginExtensionByCertificate>";
        return machine.BeginAsync(client, "LoginExtension", body, expected, certificate);
    }

    public static Task LoginSubject(Machine machine, ModelClient client, int choice)
    {
        var certificate = (choice % 5) switch { 0 => null, 1 => machine.World.Own, _ => machine.World.Issued };
        var isBySubject = choice / 5 % 4 > 0;
        var expected = machine.Model.LoginSubject(client, isBySubject, certificate is not null, choice % 5 > 1);
        var key = isBySubject ? SessionModel.SubjectExtension : SessionModel.Extension;
        var body = $"<LoginExtensionBySubjectName _NS><_this>SessionManager</_this><extensionKey>{key}</extensionKey></LoginExtensionBySubjectName>";
        return machine.BeginAsync(client, "LoginSubject", body, expected, certificate);
    }
}
