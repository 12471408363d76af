using System.Net;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>A name of a user is that of the same account wherever it is given, in each of its spellings.</summary>
public sealed class UserNameTests : IAsyncLifetime
{
    private const string Secret = "one two three";

    private LabHost _host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Spellings => ["svc", "SVC", "svc@vsphere.local", "Svc@VSPHERE.LOCAL", @"VSPHERE.LOCAL\svc", @"vsphere.local\SVC"];

    public async ValueTask InitializeAsync()
    {
        _host = await LabHost.StartAsync();
        await _host.Api.CreateUserAsync(new UserCreation { Name = "svc@vsphere.local", Password = Secret, Role = "ReadOnly" }, Cancelled);
        await _host.Api.CreateUserAsync(new UserCreation { Name = "svc@other.example", Password = Secret, Role = "ReadOnly" }, Cancelled);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Accounts_and_permissions(string name)
    {
        Assert.Equal(@"VSPHERE.LOCAL\svc", (await _host.Api.GetUserAsync(name, Cancelled)).UserName);
        await _host.Api.ChangeUserAsync(name, new UserChange { Password = "four five" }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync(name, "four five")).Status);
        Assert.True((await _host.Api.LockUserAsync(name, cancellationToken: Cancelled)).Locked);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _host.LoginAsync("svc@vsphere.local", "four five")).Status);
        await _host.Api.UnlockUserAsync(name, Cancelled);
        await _host.Api.SetPermissionAsync(new PermissionInfo { Principal = name, Role = "Admin" }, Cancelled);
        Assert.Equal(["Admin"], await RolesAsync());
        await _host.Api.DeleteUserAsync(name, Cancelled);
        await _host.Api.DeletePermissionAsync(name, cancellationToken: Cancelled); // it outlives the account
        Assert.Empty(await RolesAsync());
        Assert.NotNull(await _host.Api.GetUserAsync("svc@other.example", Cancelled));

        async Task<IEnumerable<string>> RolesAsync() =>
            (await _host.Api.ListPermissionsAsync(Cancelled)).Permissions.Where(static permission => permission.Principal.StartsWith("svc", StringComparison.Ordinal) && permission.Principal != "svc@other.example").Select(static permission => permission.Role);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Queries_of_sessions_leaks_and_calls_also_of_an_account_that_is_gone(string name)
    {
        foreach (var own in new[] { "svc", "svc@vsphere.local", @"VSPHERE.LOCAL\svc" })
            await _host.LoginAsync(own, Secret);
        await _host.LoginAsync("svc@other.example", Secret);
        foreach (var isThere in new[] { true, false })
        {
            Assert.Equal(3, (await _host.Api.ListSessionsAsync(new SessionQuery { User = name }, Cancelled)).Sessions.Count);
            Assert.Equal(3, (await _host.Api.GetLeaksAsync(new LeakQuery { User = name }, Cancelled)).Open);
            Assert.Equal(3, (await _host.Api.CountJournalAsync(new JournalQuery { User = name }, Cancelled)).Count);
            if (isThere)
                await _host.Api.DeleteUserAsync("svc@vsphere.local", Cancelled);
        }

        Assert.Equal(3, await _host.Api.ExpireSessionsAsync(new SessionQuery { User = name }, Cancelled));
        Assert.Equal(@"OTHER.EXAMPLE\svc", Assert.Single((await _host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions).UserName);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Conditions_of_rules(string name)
    {
        var (_, _, cookie) = await _host.LoginAsync("svc@vsphere.local", Secret);
        var (_, _, other) = await _host.LoginAsync("svc@other.example", Secret);
        await _host.AddAsync(new RuleSpec { Id = "his", When = new RuleConditions { Users = [name] }, Answer = new RuleAnswer { Status = 503 } });

        foreach (var spelled in new[] { "svc", "SVC@vsphere.local", @"VSPHERE.LOCAL\svc" })
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.LoginAsync(spelled, Secret)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.FetchAsync("currentSession", cookie)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.FetchAsync("currentSession", other)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync("svc@other.example", Secret)).Status);
        Assert.Equal("when.users", (await _host.Api.ListRulesAsync(Cancelled)).Rules[0].NearMiss?.Condition);
    }

    /// <summary>A name alone is that of the server's own account, once there is one.</summary>
    [Fact]
    public async Task A_name_alone_is_that_of_a_local_account_first_also_in_a_rule_that_was_there_before()
    {
        await _host.AddAsync(new RuleSpec { When = new RuleConditions { Users = ["svc"] }, Answer = new RuleAnswer { Status = 503 } });
        await _host.Api.CreateUserAsync(new UserCreation { Name = @"localos\svc", Password = "local secret", Role = "ReadOnly" }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync("svc@vsphere.local", Secret)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.LoginAsync("svc", "local secret")).Status);
        await _host.Api.ClearRulesAsync(Cancelled);
        await _host.LoginAsync("svc", "local secret");

        Assert.Equal("svc", Assert.Single((await _host.Api.ListSessionsAsync(new SessionQuery { User = "svc" }, Cancelled)).Sessions).UserName);
        Assert.Equal(@"VSPHERE.LOCAL\svc", Assert.Single((await _host.Api.ListSessionsAsync(new SessionQuery { User = "svc@vsphere.local" }, Cancelled)).Sessions).UserName);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Scenarios(string name)
    {
        await _host.Api.FreezeClockAsync(Cancelled);
        await _host.LoginAsync("svc@vsphere.local", Secret);
        var spelled = name.Replace(@"\", @"\\", StringComparison.Ordinal);
        await _host.Api.ApplyScenarioTextAsync(
            $$$"""
            {"users":[{"name":"{{{spelled}}}","fullName":"Robot"}],"permissions":[{"principal":"{{{spelled}}}","role":"Admin"}],
             "steps":[{"at":"1m","rotate":{"user":"{{{spelled}}}","password":"four five"},"join":{"user":"{{{spelled}}}","group":"robots"}},{"at":"2m","expire":{"user":"{{{spelled}}}"}},{"at":"3m","lock":{"user":"{{{spelled}}}"}}],
             "groups":[{"name":"robots"}]}
            """,
            Cancelled);

        Assert.Equal(["svc@vsphere.local Robot", "svc@other.example OTHER.EXAMPLE\\svc"], (await _host.Api.ListUsersAsync(Cancelled)).Users.Where(static user => user.Name.StartsWith("svc", StringComparison.Ordinal)).Select(static user => $"{user.Name} {user.FullName}").OrderDescending(StringComparer.Ordinal));
        Assert.Contains((await _host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission is { Principal: "svc@vsphere.local", Role: "Admin" });
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal(["svc@vsphere.local"], (await _host.Api.GetGroupAsync("robots", Cancelled)).Members);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync("svc@vsphere.local", "four five")).Status);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(2), Cancelled);
        Assert.Empty((await _host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions);
        Assert.True((await _host.Api.GetUserAsync("svc@vsphere.local", Cancelled)).Locked);
        Assert.Empty((await _host.Api.GetScenarioAsync(Cancelled)).Failures);
    }
}
