using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Takes the user's name for the first token; one that ends in <c>?</c> is challenged, and has to send the challenge back.</summary>
internal sealed class EchoNegotiator : INegotiator
{
    public const string Challenge = "s3cret-challenge";

    /// <summary>A token that proves nothing.</summary>
    public const string Garbage = "garbage";

    public INegotiation Begin() => new Negotiation();

    private sealed class Negotiation : INegotiation
    {
        private string? _user;

        public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
        {
            var text = Encoding.UTF8.GetString(token.Span);
            if (_user is null && text is [.. var asking, '?'])
            {
                _user = asking;
                return new(new NegotiationLeg(Encoding.UTF8.GetBytes(Challenge), Principal: null));
            }

            if (text == Garbage || (_user is not null && text != Challenge))
                throw new ProofRefusedException("a wrong token");
            return new(new NegotiationLeg(default, new FederatedPrincipal(AccountName.Parse(_user ?? text), FullName: null, [])));
        }

        public void Dispose()
        {
        }
    }
}
