using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Identity.Negotiation;

/// <summary>
/// A simulated negotiation to test clients without a domain. The client's first token is the name of its user, in any spelling; each of
/// the challenges is random bytes, which the client sends back unchanged. It authenticates nobody, and accepts only the names of accounts.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="legs">How many challenges are made.</param>
/// <param name="userName">The user to log in, whatever the first token is; null for the user that the first token names.</param>
internal sealed class ScriptedNegotiator(AccountDirectory accounts, int legs, string? userName = null) : INegotiator
{
    private const int ChallengeLength = 24;

    /// <inheritdoc/>
    public INegotiation Begin() => new Negotiation(accounts, legs, userName);

    private sealed class Negotiation(AccountDirectory accounts, int legs, string? userName) : INegotiation
    {
        private AccountName? _user;
        private byte[] _challenge = [];
        private int _made;

        public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(Accept(token.Span));
        }

        private NegotiationLeg Accept(ReadOnlySpan<byte> token)
        {
            if (_user is null)
                _user = UserOf(userName ?? Text(token));
            else if (!CryptographicOperations.FixedTimeEquals(token, _challenge))
                throw new ProofRefusedException($"the token is not the one of challenge {_made}", _user.Display);
            if (_made == legs)
                return new NegotiationLeg(ReadOnlyMemory<byte>.Empty, new FederatedPrincipal(_user, FullName: null, Groups: []));
            _made++;
            _challenge = RandomNumberGenerator.GetBytes(ChallengeLength);
            return new NegotiationLeg(_challenge, Principal: null);
        }

        public void Dispose() => _challenge = [];

        /// <summary>A token of another kind is not to be mistaken for a name, and so written to a log.</summary>
        private static string Text(ReadOnlySpan<byte> token) =>
            Utf8.IsValid(token) && Encoding.UTF8.GetString(token) is var text && !text.Any(char.IsControl)
                ? text
                : throw new ProofRefusedException("the token is not the name of a user");

        private AccountName UserOf(string name) =>
            accounts.Find(name) is { } known ? known.Account.Name : throw new ProofRefusedException("there is no account of the name", name);
    }
}
