using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Authentication;

/// <summary>Wrong passwords from one address do not keep those of others waiting.</summary>
public sealed class PasswordQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_from_another_address_waits_for_no_more_than_the_checks_under_way()
    {
        using var queue = new PasswordQueue(concurrency: 1, new PasswordQueueLimits(OfAddress: 10, All: 100));
        var turns = new Queue<Task<IDisposable>>();
        for (var i = 0; i < 11; i++)
            turns.Enqueue(queue.EnterAsync("attacker", Cancel).AsTask());
        var other = queue.EnterAsync("other", Cancel).AsTask();
        Assert.False(other.IsCompleted);
        (await turns.Dequeue()).Dispose();
        using var turn = await other; // before the ten that came earlier
        Assert.All(turns, waiting => Assert.False(waiting.IsCompleted));
    }

    [Fact]
    public async Task One_address_has_a_bounded_queue_and_others_still_have_theirs()
    {
        using var queue = new PasswordQueue(concurrency: 1, new PasswordQueueLimits(OfAddress: 3, All: 100));
        var waiting = Enumerable.Range(0, 4).Select(_ => queue.EnterAsync("attacker", Cancel).AsTask()).ToArray();
        await Assert.ThrowsAsync<ServiceBusyException>(() => queue.EnterAsync("attacker", Cancel).AsTask());
        var other = queue.EnterAsync("other", Cancel).AsTask();
        Assert.False(other.IsFaulted);
        foreach (var turn in waiting.Take(1))
            (await turn).Dispose();
        (await other).Dispose();
    }

    [Fact]
    public async Task All_addresses_together_have_a_bounded_queue()
    {
        using var queue = new PasswordQueue(concurrency: 1, new PasswordQueueLimits(OfAddress: 10, All: 2));
        var waiting = Enumerable.Range(0, 3).Select(i => queue.EnterAsync($"address {i}", Cancel).AsTask()).ToArray();
        await Assert.ThrowsAsync<ServiceBusyException>(() => queue.EnterAsync("one more", Cancel).AsTask());
        foreach (var turn in waiting)
            (await turn).Dispose();
        (await queue.EnterAsync("one more", Cancel)).Dispose();
    }

    [Fact]
    public async Task A_remembered_password_waits_for_nobody()
    {
        var accounts = new AccountDirectory(
        [
            new Account { Name = AccountName.Parse("joe"), Password = PasswordHash.Create("secret", 1_000) },
            new Account { Name = AccountName.Parse("slow"), Password = PasswordHash.Create("secret", 10_000_000) },
        ]);
        using var validator = new PasswordCredentialValidator(accounts, concurrency: 1, new PasswordQueueLimits(OfAddress: 1, All: 1));
        Assert.NotNull(await validator.ValidateAsync("joe", "secret", World.Client, Cancel));
        using var gone = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 5).Select(i => validator.ValidateAsync("slow", $"wrong {i}", World.Client, gone.Token).AsTask()).ToArray();
        Assert.NotNull(await validator.ValidateAsync("joe", "secret", World.Client, Cancel));
        Assert.Contains(busy, static check => !check.IsCompleted);
        await gone.CancelAsync();
        var ends = await Task.WhenAll(busy.Select(async check => (await Record.ExceptionAsync(() => check))!));
        Assert.All(ends, end => Assert.True(end is OperationCanceledException or ServiceBusyException, end.ToString()));
        Assert.Contains(ends, end => end is OperationCanceledException);
    }
}
