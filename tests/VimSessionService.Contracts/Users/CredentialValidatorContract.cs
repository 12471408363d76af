using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Contracts.Users;

/// <summary>What every <see cref="ICredentialValidator"/> does that tells right passwords from wrong ones.</summary>
public abstract class CredentialValidatorContract : IAsyncLifetime
{
    private static readonly ClientInfo Client = new(IPAddress.Parse("10.0.0.7"), "govc/0.37");

    /// <summary>The validator.</summary>
    protected ICredentialValidator Validator { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a validator that knows exactly one user; it is disposed of after the test if it can be.</summary>
    /// <param name="userName">The user: a name without a domain.</param>
    /// <param name="password">The user's password.</param>
    protected abstract ICredentialValidator CreateValidator(string userName, string password);

    /// <summary>How the validator names the user; the same name unless it adds a domain.</summary>
    protected virtual string ShownName(string userName) => userName;

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Validator = CreateValidator("joe", "S3cret!p\u00e4ss");
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Validator is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Validator as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_right_password_gives_the_identity_each_time()
    {
        for (var i = 0; i < 3; i++)
        {
            var user = await Validator.ValidateAsync("joe", "S3cret!p\u00e4ss", Client, Cancel);
            Assert.Equal(ShownName("joe"), user?.UserName);
            Assert.NotNull(user?.FullName);
            Assert.NotNull(user?.Groups);
        }
    }

    [Theory]
    [InlineData("joe", "s3cret!p\u00e4ss")]
    [InlineData("joe", "S3cret!p\u00e4ss ")]
    [InlineData("joe", "S3cret!pass")]
    [InlineData("joe", "S3cret!p\u00e4s")]
    [InlineData("jim", "S3cret!p\u00e4ss")]
    [InlineData("joe@other.example", "S3cret!p\u00e4ss")]
    [InlineData("*", "S3cret!p\u00e4ss")]
    [InlineData("joe)(uid=*", "S3cret!p\u00e4ss")]
    [InlineData("joe\0", "S3cret!p\u00e4ss")]
    [InlineData("joe\r\nx: y", "S3cret!p\u00e4ss")]
    public async Task Anything_else_gives_nobody(string userName, string password)
    {
        Assert.Null(await Validator.ValidateAsync(userName, password, Client, Cancel));
        Assert.NotNull(await Validator.ValidateAsync("joe", "S3cret!p\u00e4ss", Client, Cancel));
        Assert.Null(await Validator.ValidateAsync(userName, password, Client, Cancel));
    }

    [Fact]
    public async Task An_endless_password_gives_nobody() => Assert.Null(await Validator.ValidateAsync("joe", new string('x', 1_000_000), Client, Cancel));

    [Fact]
    public async Task Answers_are_right_when_many_ask_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            async () => await Validator.ValidateAsync("joe", i % 2 == 0 ? "S3cret!p\u00e4ss" : $"wrong {i % 3}", new ClientInfo(new IPAddress([10, 0, 0, (byte)i]), ""), Cancel), Cancel)));
        Assert.All(answers.Index(), static answer => Assert.Equal(answer.Index % 2 == 0, answer.Item is not null));
    }

    [Fact]
    public async Task One_that_gives_up_does_not_spoil_the_answers_of_others()
    {
        using var gone = new CancellationTokenSource();
        var abandoned = Task.Run(async () => await Validator.ValidateAsync("joe", "S3cret!p\u00e4ss", Client, gone.Token), Cancel);
        var other = Task.Run(async () => await Validator.ValidateAsync("joe", "S3cret!p\u00e4ss", Client, Cancel), Cancel);
        await gone.CancelAsync();
        Assert.NotNull(await other);
        try
        {
            Assert.NotNull(await abandoned); // it was quicker
        }
        catch (OperationCanceledException)
        {
            Assert.True(gone.IsCancellationRequested);
        }
    }
}
