using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Authentication;

/// <summary>Another server that knows the passwords is asked no more than needed, and lets nobody in when it fails.</summary>
public sealed class RemoteCredentialValidatorTests
{
    private static readonly ClientInfo Other = new(IPAddress.Parse("10.0.0.8"), "");

    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_password_is_asked_about_once_a_minute()
    {
        using var validator = Validator();

        var first = await AskAsync(validator, "ada", "right");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(first, await AskAsync(validator, "ada", "right"));
        Assert.Equal(1, _answers.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.Equal(2, _answers.Count);
    }

    [Fact]
    public async Task A_wrong_password_is_asked_about_each_time_and_does_not_end_the_memory_of_the_right_one()
    {
        using var validator = Validator();

        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.Null(await AskAsync(validator, "ada", "wrong"));
        Assert.Null(await AskAsync(validator, "ada", "wrong"));
        Assert.Null(await AskAsync(validator, "bob", "wrong"));
        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.Equal(4, _answers.Count);
    }

    [Fact]
    public async Task Nothing_is_remembered_for_no_time()
    {
        using var validator = Validator(new RemoteCheckLimits { CacheTime = TimeSpan.Zero });

        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.Equal(2, _answers.Count);
    }

    [Fact]
    public async Task A_name_and_a_password_are_not_taken_for_another_pair()
    {
        using var validator = Validator();

        Assert.NotNull(await AskAsync(validator, "ada", "right"));
        Assert.Null(await AskAsync(validator, "ad", "aright"));
        Assert.Null(await AskAsync(validator, "adar", "ight"));
    }

    [Theory]
    [InlineData("", "right")]
    [InlineData("EXAMPLE\\", "right")]
    [InlineData("ada", "")]
    public async Task What_cannot_be_right_is_not_asked_about(string name, string password)
    {
        using var validator = Validator();

        Assert.Null(await AskAsync(validator, name, password));
        Assert.Null(await AskAsync(validator, "ada", new string('x', 1025)));
        Assert.Equal(0, _answers.Count);
    }

    [Fact]
    public async Task Simultaneous_logins_with_one_password_are_one_question()
    {
        var open = new TaskCompletionSource();
        _answers.Before = _ => open.Task;
        using var validator = Validator();

        var logins = Enumerable.Range(0, 50).Select(_ => AskAsync(validator, "ada", "right")).ToArray();
        open.SetResult();
        var users = await Task.WhenAll(logins);

        Assert.All(users, user => Assert.Same(users[0], user));
        Assert.NotNull(users[0]);
        Assert.Equal(1, _answers.Count);
    }

    [Fact]
    public async Task A_check_that_takes_too_long_refuses_the_login_and_says_so()
    {
        _answers.Before = static cancelled => Task.Delay(Timeout.Infinite, cancelled);
        var log = new Lines();
        using var validator = Validator(logger: log);

        var login = AskAsync(validator, "ada", "right");
        await _answers.Asked.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("the password could not be checked within 5 seconds", (await Assert.ThrowsAsync<LoginRefusedException>(() => login)).Message);
        Assert.Equal("The login of ada from 10.0.0.7 is refused: its password could not be checked within 5 seconds", Assert.Single(log.Written));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_check_that_fails_refuses_the_login_says_why_and_is_not_remembered(bool cancelledByItself)
    {
        _answers.Before = _ => throw (cancelledByItself ? new TaskCanceledException("it is down") : new InvalidOperationException("it is down"));
        var log = new Lines();
        using var validator = Validator(logger: log);

        var refused = await Assert.ThrowsAsync<LoginRefusedException>(() => AskAsync(validator, "ada", "right"));
        Assert.Equal("the password could not be checked: it is down", refused.Message);
        Assert.Equal("The login of ada from 10.0.0.7 is refused: its password could not be checked: it is down", Assert.Single(log.Written));
        _answers.Before = null;
        Assert.NotNull(await AskAsync(validator, "ada", "right"));
    }

    [Fact]
    public async Task One_address_has_a_quarter_of_the_checks_and_a_bounded_queue()
    {
        var open = new TaskCompletionSource();
        _answers.BeforePassword = password => password.StartsWith("wrong", StringComparison.Ordinal) ? open.Task : Task.CompletedTask;
        using var validator = Validator(new RemoteCheckLimits { Concurrency = 8, Queue = new PasswordQueueLimits(OfAddress: 3, All: 100) });

        var logins = Enumerable.Range(0, 6).Select(i => AskAsync(validator, "ada", $"wrong {i}")).ToList(); // two are asked about, three wait
        var refused = await Task.WhenAny(logins);
        await Assert.ThrowsAsync<ServiceBusyException>(() => refused);
        Assert.NotNull(await validator.ValidateAsync("ada", "right", Other, Cancel).AsTask()); // while the two are under way
        logins.Remove(refused);
        Assert.All(logins, static login => Assert.False(login.IsCompleted));
        open.SetResult();
        Assert.All(await Task.WhenAll(logins), Assert.Null);
    }

    [Fact]
    public async Task A_login_whose_client_has_gone_gives_the_check_up()
    {
        var ended = new TaskCompletionSource();
        _answers.Before = cancelled =>
        {
            cancelled.Register(ended.SetResult);
            return Task.Delay(Timeout.Infinite, cancelled);
        };
        var log = new Lines();
        using var validator = Validator(logger: log);
        using var gone = new CancellationTokenSource();

        var login = validator.ValidateAsync("ada", "right", World.Client, gone.Token).AsTask();
        await _answers.Asked.Task.WaitAsync(Cancel);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
        await ended.Task.WaitAsync(Cancel);
        Assert.Empty(log.Written);
    }

    [Fact]
    public async Task Declared_accounts_with_a_password_are_never_asked_about()
    {
        var accounts = new AccountDirectory(
        [
            new Account { Name = AccountName.Parse("Administrator@vsphere.local"), Password = new PlainPassword("mine") },
            new Account { Name = AccountName.Parse("ada") },
        ]);
        using var declared = new PasswordCredentialValidator(accounts);
        var validator = new DeclaredFirstCredentialValidator(accounts, declared, _answers);

        foreach (var spelling in new[] { "administrator", @"VSPHERE.LOCAL\administrator", "administrator@vsphere.local" })
        {
            Assert.NotNull(await validator.ValidateAsync(spelling, "mine", World.Client, Cancel));
            Assert.Null(await validator.ValidateAsync(spelling, "right", World.Client, Cancel));
        }

        Assert.Equal(0, _answers.Count);
        Assert.NotNull(await validator.ValidateAsync("ada", "right", World.Client, Cancel)); // declared without a password
        Assert.NotNull(await validator.ValidateAsync("bob", "right", World.Client, Cancel));
        Assert.Equal(2, _answers.Count);
        _answers.Named = @"VSPHERE.LOCAL\administrator"; // who answers for another name as if it were a declared one lets nobody in
        var refused = await Assert.ThrowsAsync<LoginRefusedException>(() => validator.ValidateAsync("bob", "right", World.Client, Cancel).AsTask());
        Assert.Equal(@"the other server names the user VSPHERE.LOCAL\administrator, who is declared here with a password", refused.Message);
    }

    private static Task<UserIdentity?> AskAsync(RemoteCredentialValidator validator, string name, string password) =>
        validator.ValidateAsync(name, password, World.Client, Cancel).AsTask();

    private RemoteCredentialValidator Validator(RemoteCheckLimits? limits = null, ILogger? logger = null) =>
        new(_answers, limits ?? new RemoteCheckLimits(), _time, logger ?? NullLogger.Instance);

    /// <summary>The other server: the password of everybody is "right".</summary>
    private sealed class Answers : ICredentialValidator
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<CancellationToken, Task>? Before { get; set; }

        public string? Named { get; set; }

        public Func<string, Task>? BeforePassword { get; set; }

        public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            var before = Before?.Invoke(cancellationToken) ?? BeforePassword?.Invoke(password) ?? Task.CompletedTask;
            Asked.TrySetResult();
            await before;
            return password == "right" ? new UserIdentity(Named ?? userName, userName, []) : null;
        }
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
