using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Sessions.Logins;

/// <summary>Takes the tokens <c>1</c>, <c>2</c> … in that order, answers each with <c>answer 1</c> …, and after the last knows the user.</summary>
internal sealed class FakeNegotiator(int legs, string user = "operator") : INegotiator
{
    private readonly List<Negotiation> _begun = [];

    public IReadOnlyList<Negotiation> Begun
    {
        get
        {
            lock (_begun)
                return [.. _begun];
        }
    }

    /// <summary>Runs inside of each Accept, in the call that brings the token.</summary>
    public Action<string> Entered { get; set; } = static _ => { };

    public INegotiation Begin()
    {
        var negotiation = new Negotiation(this);
        lock (_begun)
            _begun.Add(negotiation);
        return negotiation;
    }

    internal sealed class Negotiation(FakeNegotiator owner) : INegotiation
    {
        private int _taken;
        private int _inside;

        public int Disposals { get; private set; }

        public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Assert.Equal(0, Disposals);
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            var text = Encoding.UTF8.GetString(token.Span);
            try
            {
                owner.Entered(text);
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }

            if (text != (_taken + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
                throw new ProofRefusedException($"token {text} after {_taken}", "claimed");
            _taken++;
            var answer = Encoding.UTF8.GetBytes($"answer {text}");
            return new(new NegotiationLeg(answer, _taken == owner.Legs ? new FederatedPrincipal(AccountName.Parse(owner.User), FullName: null, []) : null));
        }

        public void Dispose()
        {
            Assert.Equal(0, _inside);
            Disposals++;
        }
    }

    private int Legs { get; } = legs;

    private string User { get; } = user;
}
