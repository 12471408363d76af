using System.Net;
using System.Net.Sockets;
using VimSessionService.Core;

namespace VimSessionService.Ldap.Tests;

/// <summary>Servers that answer as no LDAP server should.</summary>
public sealed class HostileServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "closed the connection")]
    [InlineData("3014", "closed the connection")]
    [InlineData("485454502f312e3120343030", "does not answer as an LDAP server does")] // HTTP/1.1 400
    [InlineData("3080020101", "does not answer as an LDAP server does")] // no length
    [InlineData("308500000000010201", "does not answer as an LDAP server does")] // a length of five bytes
    [InlineData("30847fffffff", "larger than 1048576 bytes")]
    [InlineData("3084ffffffff", "larger than 1048576 bytes")]
    [InlineData("300c02010161070a010004000400", "a search")] // a bind succeeds, and a search is answered with it
    [InlineData("300c02010961070a010004000400", "another message")]
    [InlineData("300c02010078070a013404000400", "ends the connection")]
    [InlineData("300c020101610730010004000400", "does not answer as an LDAP server does")]
    [InlineData("300c02010161070a013504006162", "does not answer as an LDAP server does")]
    [InlineData("301002010161 0b0a01350400040461620a63", "the bind was answered with (53, ab c)")]
    public async Task A_login_fails_with_a_reason(string answer, string reason)
    {
        var bytes = Convert.FromHexString(answer.Replace(" ", "", StringComparison.Ordinal));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, bytes);
        var options = new LdapOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Encryption = LdapEncryption.None,
            BaseDn = "dc=example,dc=com",
            Domains = ["example.com"],
        };

        var failure = await Assert.ThrowsAsync<LdapException>(async () => await new LdapCredentialValidator(options).ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, ""), Cancel));

        if (reason != "a search") // which is told as an answer that is none
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        await serving;
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_when_the_login_is()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new LdapOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            BaseDn = "dc=example,dc=com",
            Domains = ["example.com"],
        };
        using var gone = new CancellationTokenSource();

        var login = new LdapCredentialValidator(options).ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, ""), gone.Token).AsTask();
        using var accepted = await listener.AcceptSocketAsync(Cancel);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
    }

    /// <summary>Reads a first request, answers, and closes when the client has read or has gone.</summary>
    private static async Task ServeAsync(TcpListener listener, byte[] answer)
    {
        using var socket = await listener.AcceptSocketAsync(Cancel);
        var request = new byte[1024];
        await socket.ReceiveAsync(request, Cancel);
        await socket.SendAsync(answer, Cancel);
        socket.Shutdown(SocketShutdown.Send);
        try
        {
            while (await socket.ReceiveAsync(request, Cancel) > 0)
            {
            }
        }
        catch (SocketException)
        {
        }
    }
}
