using VimSessionService.ClientTests.Clients.Wcf;

namespace VimSessionService.Testing.Tests;

/// <summary>A client of the API by WCF, as a program has one.</summary>
internal sealed class Client : IAsyncDisposable
{
    private readonly VimClient _wcf;
    private readonly ServiceContent _content;

    private Client(VimClient wcf, ServiceContent content) => (_wcf, _content) = (wcf, content);

    /// <summary>Connects without a login.</summary>
    public static async Task<Client> ConnectAsync(VimTestServer vcenter)
    {
        var wcf = new VimClient(vcenter.Url);
        return new Client(wcf, await wcf.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance));
    }

    /// <summary>Connects and logs in as the administrator.</summary>
    public static async Task<Client> LoginAsync(VimTestServer vcenter)
    {
        var client = await ConnectAsync(vcenter);
        await client.LoginAsync(vcenter.UserName, vcenter.Password);
        return client;
    }

    /// <summary>Logs in.</summary>
    public Task<UserSession> LoginAsync(string userName, string password) => _wcf.Port.LoginAsync(_content.SessionManager!, userName, password);

    /// <summary>The session; null for none.</summary>
    public Task<UserSession?> CurrentSessionAsync() => _wcf.CurrentSessionAsync(_content);

    /// <summary>A call that needs a session.</summary>
    public Task<bool> IsActiveAsync(string key, string userName) => _wcf.Port.SessionIsActiveAsync(_content.SessionManager!, key, userName);

    /// <summary>Another call that needs a session.</summary>
    public Task<DateTime> CurrentTimeAsync() => _wcf.Port.CurrentTimeAsync(VimClient.ServiceInstance);

    /// <summary>Ends a session of somebody.</summary>
    public Task TerminateAsync(string key) => _wcf.Port.TerminateSessionAsync(new TerminateSessionRequest { Self = _content.SessionManager!, SessionId = [key] });

    /// <summary>Logs out.</summary>
    public Task LogoutAsync() => _wcf.Port.LogoutAsync(_content.SessionManager!);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wcf.DisposeAsync();
}
