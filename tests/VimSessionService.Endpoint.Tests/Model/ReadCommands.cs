namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Properties, which have to say what the model knows.</summary>
internal static class ReadCommands
{
    public static async Task ReadCurrentSession(Machine machine, ModelClient client, int choice)
    {
        var session = machine.Model.Enter(client);
        var answer = await machine.CallAsync(client, "CurrentSession", TestService.Fetch("currentSession"), "");
        Assert.Equal(session?.Key, answer.Contains("<key>", StringComparison.Ordinal) ? Machine.Between(answer, "<key>", "</key>") : null);
        if (session is not null)
        {
            Assert.Equal(SessionModel.Display(session.User), Machine.Between(answer, "<userName>", "</userName>"));
            Assert.Equal(session.Locale, Machine.Between(answer, "<locale>", "</locale>"));
        }
    }

    public static async Task ReadSessionList(Machine machine, ModelClient client, int choice)
    {
        var fault = machine.Model.Refuse(client);
        var answer = await machine.CallAsync(client, "SessionList", TestService.Fetch("sessionList"), fault ?? "");
        if (fault is null)
            Assert.Equal(machine.Model.Live.Select(session => session.Key), answer.Split("<key>").Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)]));
    }

    public static async Task ReadMessage(Machine machine, ModelClient client, int choice)
    {
        var fault = machine.Model.Enter(client) is null ? "NotAuthenticated" : "";
        var answer = await machine.CallAsync(client, "Message", TestService.Fetch("message"), fault);
        if (fault.Length == 0)
            Assert.Equal(machine.Model.Message, Machine.Between(answer, "xsd:string\">", "</returnval>"));
    }
}
