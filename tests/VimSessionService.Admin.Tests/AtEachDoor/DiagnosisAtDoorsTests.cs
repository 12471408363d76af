using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>At every door with sessions the operator is told what became of the one that a call names, and why a login was refused; sessions are found by their door.</summary>
public sealed class DiagnosisAtDoorsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Endings => new MatrixTheoryData<string, string>(DoorSession.Doors, ["expire", "terminate", "restart", "advance"]);

    public static TheoryData<string> Logins => [.. DoorSession.Doors];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task What_became_of_the_session_of_a_call_is_told(string door, string ending)
    {
        await using var host = await DoorRequest.StartHostAsync();
        var session = await DoorSession.OpenAsync(host, door);
        Assert.True(await session.IsAliveAsync(host));
        var key = Assert.Single((await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions).Key;
        switch (ending)
        {
            case "expire": await host.Api.ExpireSessionAsync(key, Cancelled); break;
            case "terminate": await host.Api.TerminateSessionAsync(key, Cancelled); break;
            case "restart": await host.Api.RestartAsync(cancellationToken: Cancelled); break;
            default: await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(31), Cancelled); break;
        }

        var (_, answer) = await session.CallAsync(host);

        Assert.False(await session.IsAliveAsync(host));
        Assert.DoesNotContain("expired", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("terminated", answer, StringComparison.OrdinalIgnoreCase);
        var call = (await host.Api.QueryJournalAsync(new JournalQuery { Door = door }, cancellationToken: Cancelled)).Calls[^1];
        var cause = ending switch { "terminate" => DiagnosisCause.Terminated, "restart" => DiagnosisCause.LostInRestart, _ => DiagnosisCause.Expired };
        var token = Assert.Single(call.Diagnosis!.Tokens!);
        Assert.Equal((cause, session.Source, key, "VSPHERE.LOCAL\\alice"), (call.Diagnosis.Cause, token.Source, token.Session, token.User));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_session_that_was_never_given_out_is_told(string door)
    {
        await using var host = await DoorRequest.StartHostAsync();

        await new DoorSession(door, door == "soap" ? "vmware_soap_session=\"0123456789abcdef0123456789abcdef01234567\"" : "0123456789abcdef0123456789abcdef01234567").CallAsync(host);

        Assert.Equal(DiagnosisCause.NeverIssued, Assert.Single((await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls).Diagnosis?.Cause);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task Why_a_login_was_refused_is_told_to_the_operator_alone(string door)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await host.Api.CreateUserAsync(new() { Name = "svc@vsphere.local", Password = "right" }, Cancelled);
        var wrong = await DoorSession.TryOpenAsync(host, door, "svc@vsphere.local", "wrong");
        Assert.Null(wrong.Token);
        await CauseAsync(DiagnosisCause.WrongPassword);

        var unknown = await DoorSession.TryOpenAsync(host, door, "nobody@vsphere.local", "wrong");
        await CauseAsync(DiagnosisCause.UnknownUser);
        await host.Api.LockUserAsync("svc", cancellationToken: Cancelled);
        var locked = await DoorSession.TryOpenAsync(host, door, "svc@vsphere.local", "right");
        await CauseAsync(DiagnosisCause.Locked);
        await host.Api.UnlockUserAsync("svc", Cancelled);
        await host.Api.ChangeUserAsync("svc", new() { Disabled = true }, Cancelled);
        var disabled = await DoorSession.TryOpenAsync(host, door, "svc@vsphere.local", "right");
        await CauseAsync(DiagnosisCause.Disabled);

        Assert.Equal([wrong, wrong, wrong], [unknown, locked, disabled]);

        async Task CauseAsync(DiagnosisCause cause) =>
            Assert.Equal((door, cause), (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls[^1] is var call ? (call.Door, call.Diagnosis?.Cause) : default);
    }

    [Fact]
    public async Task Sessions_are_found_by_the_door_that_they_were_opened_at()
    {
        await using var host = await DoorRequest.StartHostAsync();
        foreach (var door in DoorSession.Doors)
            await DoorSession.OpenAsync(host, door);
        await DoorRequest.Find("shared-session").SucceedAsync(host);

        foreach (var door in (string[])[.. DoorSession.Doors, "shared-session"])
            Assert.Equal(door, Assert.Single((await host.Api.ListSessionsAsync(new SessionQuery { Door = door }, Cancelled)).Sessions).Door);

        Assert.Equal(1, await host.Api.ExpireSessionsAsync(new SessionQuery { Door = "json-rpc" }, Cancelled));
        Assert.Equal(4, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
    }
}
