namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Sessions by REST and by JSON-RPC.</summary>
internal static class AutomationCommands
{
    public static async Task Create(Machine machine, ModelClient client, int choice)
    {
        var user = Machine.Users[choice % 3];
        var isRight = choice / 3 % 5 > 0;
        var expected = machine.Model.Create(client, user, isRight);
        var id = await machine.CallAsync(client, AutomationOperation.Create, expected, user, isRight ? Machine.PasswordOf(user) : "wrong");
        if (expected.Length == 0)
            await machine.KeepAsync(client, id);
    }

    public static async Task Get(Machine machine, ModelClient client, int choice)
    {
        var session = machine.Model.EnterAutomation(client);
        var answer = await machine.CallAsync(client, AutomationOperation.Get, session is null ? "NotAuthenticated" : "");
        if (session is not null)
            Assert.Contains($"\"{NameOf(session.User)}\"", answer, StringComparison.Ordinal);
    }

    public static Task Delete(Machine machine, ModelClient client, int choice) =>
        machine.CallAsync(client, AutomationOperation.Delete, machine.Model.Delete(client));

    /// <summary>A user as the vSphere Automation API shows it: the domain comes after the name.</summary>
    private static string NameOf(string user) => SessionModel.Display(user).Split('\\') is [var domain, var name] ? $"{name}@{domain}" : user;
}
