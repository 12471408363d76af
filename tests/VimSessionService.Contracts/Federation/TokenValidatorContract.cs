using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Contracts.Federation;

/// <summary>A token for a test.</summary>
/// <param name="User">Whom it is of.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="IsForged">Whether it was made by somebody who is not trusted.</param>
public sealed record WantedToken(AccountName User, DateTimeOffset ExpiresAt, bool IsForged = false);

/// <summary>What every <see cref="ITokenValidator"/> does.</summary>
public abstract class TokenValidatorContract
{
    /// <summary>Longer than any difference of clocks that a validator tolerates.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(2);

    private static readonly AccountName Joe = AccountName.Parse("joe@corp.example");
    private static readonly ClientInfo Client = new(IPAddress.Parse("10.0.0.7"), "govc/0.37");

    /// <summary>The clock of the validator.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero));

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a validator.</summary>
    /// <param name="time">Its clock.</param>
    protected abstract ITokenValidator CreateValidator(TimeProvider time);

    /// <summary>A request that bears a token, as the validator takes it; another one with each call.</summary>
    protected abstract CallerProof CreateProof(WantedToken token);

    [Fact]
    public async Task A_good_token_says_whose_it_is()
    {
        var validator = CreateValidator(Time);
        foreach (var name in new[] { Joe, AccountName.Parse("ann@corp.example"), Joe })
        {
            var principal = await validator.ValidateAsync(CreateProof(Good(name)), Client, Cancel);
            Assert.Equal(name, principal.Name);
            Assert.NotNull(principal.Groups);
            Assert.False(principal.IsOwn);
        }
    }

    [Fact]
    public async Task A_forged_token_is_refused_and_its_text_is_not_told()
    {
        var validator = CreateValidator(Time);
        var proof = CreateProof(Good(Joe) with { IsForged = true });
        var refused = await RefusedAsync(validator, proof);
        Assert.NotEmpty(refused.Message);
        Assert.DoesNotContain(Encoding.UTF8.GetString(proof.Assertion.Span), refused.Message, StringComparison.Ordinal);
        Assert.Equal(Joe, (await validator.ValidateAsync(CreateProof(Good(Joe)), Client, Cancel)).Name);
    }

    [Fact]
    public async Task A_token_is_refused_once_it_has_expired()
    {
        var validator = CreateValidator(Time);
        var token = Good(Joe);
        Assert.Equal(Joe, (await validator.ValidateAsync(CreateProof(token), Client, Cancel)).Name);
        Time.Advance(token.ExpiresAt + Long - Time.GetUtcNow());
        await RefusedAsync(validator, CreateProof(token));
    }

    [Fact]
    public async Task A_request_without_a_token_is_refused() => await RefusedAsync(CreateValidator(Time), new SomeProof(null));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public async Task What_is_no_token_is_refused(int length) => await RefusedAsync(CreateValidator(Time), new SomeProof(RandomNumberGenerator.GetBytes(length)));

    /// <summary>Its size is known without reading it.</summary>
    [Fact]
    public async Task A_huge_request_is_refused_unread()
    {
        var huge = new SomeProof([]) { Size = int.MaxValue };
        await RefusedAsync(CreateValidator(Time), huge);
        Assert.False(huge.IsRead);
    }

    [Fact]
    public async Task Answers_are_right_when_many_ask_at_once()
    {
        var validator = CreateValidator(Time);
        var proofs = Enumerable.Range(0, 32).Select(i => CreateProof(Good(AccountName.Parse($"user{i}@corp.example")) with { IsForged = i % 2 != 0 })).ToArray();
        var answers = await Task.WhenAll(proofs.Select(proof => Task.Run(
            async () =>
            {
                try
                {
                    return (await validator.ValidateAsync(proof, Client, Cancel)).Name.Name;
                }
                catch (ProofRefusedException)
                {
                    return null;
                }
            },
            Cancel)));
        Assert.All(answers.Index(), static answer => Assert.Equal(answer.Index % 2 == 0 ? $"user{answer.Index}" : null, answer.Item));
    }

    [Fact]
    public async Task One_that_gives_up_does_not_spoil_the_answers_of_others()
    {
        var validator = CreateValidator(Time);
        try
        {
            Assert.Equal(Joe, (await validator.ValidateAsync(CreateProof(Good(Joe)), Client, new CancellationToken(canceled: true))).Name); // it need not wait
        }
        catch (OperationCanceledException)
        {
            // nor answer
        }

        Assert.Equal(Joe, (await validator.ValidateAsync(CreateProof(Good(Joe)), Client, Cancel)).Name);
    }

    private WantedToken Good(AccountName name) => new(name, Time.GetUtcNow() + TimeSpan.FromMinutes(5));

    private static Task<ProofRefusedException> RefusedAsync(ITokenValidator validator, CallerProof proof) =>
        Assert.ThrowsAsync<ProofRefusedException>(async () => await validator.ValidateAsync(proof, Client, Cancel));

    /// <summary>A request of a format that the validator does not know.</summary>
    private sealed class SomeProof(byte[]? assertion) : CallerProof
    {
        public bool IsRead { get; private set; }

        public int? Size { get; init; }

        public override int Length => Size ?? assertion?.Length ?? 0;

        public override ReadOnlyMemory<byte> Assertion
        {
            get
            {
                IsRead = true;
                return assertion ?? throw new ProofRefusedException("there is no assertion");
            }
        }
    }
}
