using System.Diagnostics;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Authentication;

/// <summary>Some of it compares times, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(PasswordCredentialValidatorTests), DisableParallelization = true)]
public class PasswordCredentialValidatorCollection;

[Collection(nameof(PasswordCredentialValidatorTests))]
public sealed class PasswordCredentialValidatorTests : IDisposable
{
    private const int Expensive = 1_000_000;

    private readonly AccountDirectory _accounts = new([Hashed("joe", "secret", 1000), Plain("lab", "open")]);
    private readonly PasswordCredentialValidator _validator;

    public PasswordCredentialValidatorTests() => _validator = new PasswordCredentialValidator(_accounts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _validator.Dispose();

    [Theory]
    [InlineData("joe", "secret")]
    [InlineData("JOE", "secret")]
    [InlineData("lab", "open")]
    public async Task A_right_pair_gives_the_identity_again_and_again(string userName, string password)
    {
        var identity = _accounts.Find(userName)!.Identity;
        Assert.Same(identity, await _validator.ValidateAsync(userName, password, World.Client, Cancel));
        Assert.Same(identity, await _validator.ValidateAsync(userName, password, World.Client, Cancel));
    }

    [Theory]
    [InlineData("joe", "Secret")]
    [InlineData("joe", "")]
    [InlineData("lab", "secret")]
    [InlineData("nobody", "secret")]
    [InlineData("", "secret")]
    [InlineData(@"\", "secret")]
    public async Task A_wrong_pair_gives_none_even_after_a_right_one(string userName, string password)
    {
        await _validator.ValidateAsync("joe", "secret", World.Client, Cancel);
        Assert.Null(await _validator.ValidateAsync(userName, password, World.Client, Cancel));
    }

    [Fact]
    public async Task An_account_without_a_password_is_closed_to_passwords()
    {
        _accounts.Replace([new Account { Name = AccountName.Parse("joe") }]);
        Assert.Null(await _validator.ValidateAsync("joe", "secret", World.Client, Cancel));
    }

    [Fact]
    public async Task A_remembered_password_is_forgotten_when_the_account_changes_or_goes()
    {
        Assert.NotNull(await _validator.ValidateAsync("joe", "secret", World.Client, Cancel));
        _accounts.Replace([Hashed("joe", "other", 1000)]);
        Assert.Null(await _validator.ValidateAsync("joe", "secret", World.Client, Cancel));
        Assert.NotNull(await _validator.ValidateAsync("joe", "other", World.Client, Cancel));
        _accounts.Replace([]);
        Assert.Null(await _validator.ValidateAsync("joe", "other", World.Client, Cancel));
    }

    [Fact]
    public async Task A_storm_of_logins_of_one_user_pays_for_one_hash()
    {
        _accounts.Replace([Hashed("joe", "secret", Expensive)]);
        var once = await TimeAsync("joe");
        var storm = Stopwatch.StartNew();
        var found = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => _validator.ValidateAsync("joe", "secret", World.Client, Cancel).AsTask()));
        Assert.All(found, Assert.NotNull);
        Assert.InRange(storm.Elapsed.TotalMilliseconds, 0, once * 50);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("cheap")]
    [InlineData("lab")]
    public async Task Whoever_fails_pays_for_the_most_expensive_account(string userName)
    {
        _accounts.Replace([Hashed("joe", "secret", Expensive), Hashed("cheap", "secret", 1000), Plain("lab", "open")]);
        var known = Math.Min(await TimeAsync("joe"), await TimeAsync("joe"));
        Assert.InRange(await TimeAsync(userName), known / 4, double.MaxValue);
    }

    [Fact]
    public async Task A_hash_is_not_computed_on_the_thread_of_the_request()
    {
        _accounts.Replace([Hashed("joe", "secret", Expensive)]);
        var pending = _validator.ValidateAsync("joe", "secret", World.Client, Cancel);
        Assert.False(pending.IsCompleted);
        Assert.NotNull(await pending);
    }

    [Fact]
    public async Task A_client_that_has_gone_waits_no_longer()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _validator.ValidateAsync("joe", "secret", World.Client, gone.Token).AsTask());
    }

    private async Task<double> TimeAsync(string userName)
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(await _validator.ValidateAsync(userName, "wrong", World.Client, Cancel));
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Account Hashed(string name, string password, int iterations) =>
        new() { Name = AccountName.Parse(name), Password = PasswordHash.Create(password, iterations) };

    private static Account Plain(string name, string password) =>
        new() { Name = AccountName.Parse(name), Password = new PlainPassword(password) };
}
