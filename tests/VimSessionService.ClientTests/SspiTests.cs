using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>LoginBySSPI by pyVmomi with tickets of a real KDC, whose tokens MIT's GSS-API makes.</summary>
public sealed class KerberosTests
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private static readonly ClientProgram Gssapi = ClientProgram.Python("python3-gssapi", "gssapi");

    [Fact]
    public async Task Who_has_a_ticket_for_the_service_logs_in_and_nobody_else()
    {
        await Gssapi.FindAsync(TestContext.Current.CancellationToken);
        await using var realms = await KerberosRealms.StartAsync(KerberosVCenter.Users, TestContext.Current.CancellationToken);
        await using var vCenter = new KerberosVCenter(realms) { OnlyService = KerberosRealms.Service };
        await vCenter.InitializeAsync();

        await Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/kerberos.py", 54);

        // The client is told InvalidLogin each time, the operator why.
        foreach (var reason in new[]
        {
            "LoginBySSPI takes Kerberos tickets for host/vc.example.test@EXAMPLE.TEST",
            "the ticket is for HTTP/vc.example.test@EXAMPLE.TEST, whose key is not in the keytab",
            "the ticket is for vpxd/vc.example.test@EXAMPLE.TEST, whose key is not in the keytab",
            "the ticket is for host/vc.example.test@OTHER.TEST, whose key is not in the keytab",
            "the ticket for host/vc.example.test@EXAMPLE.TEST has expired, was used before,",
            "the client offers NTLM alone; only Kerberos is taken",
            "the client offers no Kerberos",
            "the token is not base64",
        })
        {
            Assert.Contains(reason, vCenter.Service.Log, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("YII", vCenter.Service.Log, StringComparison.Ordinal); // as every framed token begins
    }

    [Fact]
    public async Task Who_has_a_ticket_gets_a_token_of_single_sign_on()
    {
        await Gssapi.FindAsync(TestContext.Current.CancellationToken);
        await using var realms = await KerberosRealms.StartAsync(KerberosVCenter.Users, TestContext.Current.CancellationToken);
        await using var vCenter = new KerberosVCenter(realms);
        await vCenter.InitializeAsync();

        await Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/kerberos_tokens.py", 50);

        foreach (var reason in new[]
        {
            "the negotiation is refused: GSS-API answers GenericFailure: the ticket is for HTTP/vc.example.test@EXAMPLE.TEST, whose key is not in the keytab",
            "the ticket is for host/vc.example.test@OTHER.TEST, whose key is not in the keytab",
            "the ticket for host/vc.example.test@EXAMPLE.TEST has expired, was used before,",
            "the negotiation is refused: GSS-API answers InvalidToken",
            "the negotiation is refused: GSS-API answers MessageAltered",
            "the negotiation is refused: GSS-API answers Unsupported: the client offers no Kerberos",
            "no negotiation waits for the response",
            "the negotiation has another leg, and the request has no context",
        })
        {
            Assert.Contains(reason, vCenter.Service.Log, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("YII", vCenter.Service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_ticket_that_has_expired_is_refused()
    {
        await Gssapi.FindAsync(TestContext.Current.CancellationToken);
        await using var realms = await KerberosRealms.StartAsync(KerberosVCenter.Users, TestContext.Current.CancellationToken);
        await using var vCenter = new KerberosVCenter(realms, realms.WithClockSkew(seconds: 1));
        await vCenter.InitializeAsync();

        await Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/kerberos_expired.py", 2);
    }
}
