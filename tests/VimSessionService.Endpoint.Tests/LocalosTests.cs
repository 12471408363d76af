namespace VimSessionService.Endpoint.Tests;

/// <summary>An account without a domain is also one of the domain localos, in any case, wherever a name is taken.</summary>
public sealed class LocalosTests : IDisposable
{
    private readonly TestService _service = new();

    public static TheoryData<string> Spellings => ["reader", "reader@localos", "READER@LOCALOS", @"LOCALOS\reader", @"localos\Reader"];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in(string name)
    {
        var cookie = await _service.LoginAsync(name, "s3cret-R");
        Assert.Contains("<userName>reader</userName>", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_is_impersonated(string name)
    {
        var admin = await _service.LoginAsync();
        await _service.LoginAsync("reader", "s3cret-R");
        var answer = await _service.CallAsync($"<ImpersonateUser _NS><_this type=\"SessionManager\">SessionManager</_this><userName>{name}</userName></ImpersonateUser>", admin);
        Assert.Contains("<userName>reader</userName>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Its_permissions_are_set_and_removed(string name)
    {
        var admin = await _service.LoginAsync();
        const string This = "<_this type=\"AuthorizationManager\">AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity>";
        var set = await _service.CallAsync($"<SetEntityPermissions _NS>{This}<permission><principal>{name}</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission></SetEntityPermissions>", admin);
        Assert.Equal(200, set.Status);
        var list = await _service.CallAsync($"<RetrieveEntityPermissions _NS>{This}<inherited>false</inherited></RetrieveEntityPermissions>", admin);
        Assert.Contains("<principal>reader</principal>", list.Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await _service.CallAsync($"<RemoveEntityPermission _NS>{This}<user>{name}</user><isGroup>false</isGroup></RemoveEntityPermission>", admin)).Status);
    }
}
