using System.ComponentModel;
using System.Net.Security;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Negotiation;

/// <summary>
/// The accepting side of Kerberos and of SPNEGO that agrees on Kerberos, by the GSS-API library of the system, which finds the
/// service's keys in the keytab that the process's environment names.
/// </summary>
/// <param name="keytab">The same keys, to tell the operator of a ticket for a service that is not among them.</param>
/// <param name="domains">The domains of the realms.</param>
internal sealed class NegotiateAcceptor(Keytab keytab, RealmDomains domains) : INegotiator
{
    /// <inheritdoc/>
    public INegotiation Begin() => new Negotiation(keytab, domains);

    private sealed class Negotiation(Keytab keytab, RealmDomains domains) : INegotiation
    {
        // The library tells SPNEGO from plain Kerberos by the token itself.
        private readonly NegotiateAuthentication _context = new(new NegotiateAuthenticationServerOptions { Package = "Negotiate" });
        private bool _isBegun;

        public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(Accept(token.Span));
        }

        private NegotiationLeg Accept(ReadOnlySpan<byte> token)
        {
            var initial = _isBegun ? null : InitialToken.Read(token);
            _isBegun = true;
            if (initial is { IsNtlm: true })
                throw new ProofRefusedException("the client offers NTLM alone; only Kerberos is taken");
            byte[]? answer;
            NegotiateAuthenticationStatusCode status;
            try
            {
                answer = _context.GetOutgoingBlob(token, out status);
            }
            catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
            {
                throw new ProofRefusedException($"GSS-API fails: {failure.Message}");
            }

            return status switch
            {
                NegotiateAuthenticationStatusCode.ContinueNeeded => new NegotiationLeg(answer, Principal: null),
                NegotiateAuthenticationStatusCode.Completed => new NegotiationLeg(answer, Principal()),
                _ => throw new ProofRefusedException($"GSS-API answers {status}{Explain(initial)}"),
            };
        }

        public void Dispose() => _context.Dispose();

        private FederatedPrincipal Principal()
        {
            if (_context.Package != "Kerberos")
                throw new ProofRefusedException($"the client was proven by {_context.Package}; only Kerberos is taken");
            return new FederatedPrincipal(domains.AccountOf(_context.RemoteIdentity.Name ?? ""), FullName: null, Groups: []);
        }

        /// <summary>What is known of a refused token beyond the library's bare status; KRB5_TRACE makes the library itself talk.</summary>
        private string Explain(InitialToken? initial) => initial switch
        {
            { Service: { } service } when !keytab.Principals.Contains(service, StringComparer.Ordinal) => $": the ticket is for {service}, whose key is not in the keytab",
            { Service: { } service } => $": the ticket for {service} has expired, was used before, or is of another version of the key, or the clocks differ",
            { OffersKerberos: false } => ": the client offers no Kerberos",
            _ => "",
        };
    }
}
