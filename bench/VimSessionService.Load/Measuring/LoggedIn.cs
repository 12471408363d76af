using VimSessionService.Load.Http;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Measuring;

/// <summary>A session, logged out at the end so that the next measurement finds the service as this one did.</summary>
internal sealed class LoggedIn : IDisposable
{
    private readonly Connection _connection;
    private readonly byte[] _token;
    private readonly byte[] _key;

    /// <summary>Logs in.</summary>
    public LoggedIn(ServerProcess service)
    {
        _connection = service.Connect();
        _connection.Call(Scenarios.Login.ToService());
        _token = _connection.Token.ToArray();
        _key = _connection.Key.ToArray();
    }

    /// <summary>The session's token.</summary>
    public ReadOnlySpan<byte> Token => _token;

    /// <summary>The session's key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <inheritdoc/>
    public void Dispose()
    {
        var logout = Scenarios.Logout.ToService();
        _token.CopyTo(logout, HttpMessage.TokenOffset(logout));
        _connection.Call(logout);
        _connection.Dispose();
    }
}
