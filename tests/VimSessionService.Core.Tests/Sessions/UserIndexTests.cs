using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public sealed class UserIndexTests
{
    private static readonly AccountName Joe = AccountName.Parse("joe");
    private static readonly AccountName Jane = AccountName.Parse("jane");

    private readonly UserIndex _index = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_question_it_keeps_nothing()
    {
        Assert.False(_index.IsFollowing);
        Set("a", "joe", 1);
        await EnsureAsync();
        Assert.Null(_index.Next(Joe, long.MinValue));
        Set("b", "joe", 2);
        Assert.Equal(new IndexedPlace("b", 2), _index.Next(Joe, long.MinValue));
    }

    [Fact]
    public async Task The_sessions_of_a_user_come_in_the_order_of_their_logins()
    {
        await EnsureAsync(new("c", "joe", 7), new("a", @"localos\JOE", 3), new("b", "jane", 4));
        Set("d", "joe", 9);
        Assert.Equal(["a", "c", "d"], All(Joe));
        Assert.Equal(["b"], All(Jane));
        _index.Remove("c");
        _index.Remove("c");
        Assert.Equal(["a", "d"], All(Joe));
    }

    [Fact]
    public async Task A_change_that_is_heard_after_a_later_one_is_passed_over()
    {
        await EnsureAsync(new IndexedSession("a", "joe", 1));
        Set("a", "jane", 1, change: 20);
        Set("a", "joe", 1, change: 19);
        Assert.Equal((0, 1), (All(Joe).Length, All(Jane).Length));
        _index.Remove("a", 18); // it was restored since
        Assert.Single(All(Jane));
        _index.Remove("a", 21);
        Assert.Equal(0, _index.Count);
    }

    [Fact]
    public async Task What_happens_while_it_is_made_counts()
    {
        var listing = new TaskCompletionSource<IEnumerable<IndexedSession>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = _index.EnsureAsync(ListAsync, Cancel).AsTask();
        await begun.Task.WaitAsync(Cancel);
        Set("new", "joe", 3);
        Set("other", "jane", 1);
        _index.Remove("ended");
        listing.SetResult([new("ended", "joe", 0), new("other", "joe", 1), new("old", "joe", 2)]);
        await made;
        Assert.Equal(["old", "new"], All(Joe));
        Assert.Equal(["other"], All(Jane));

        ValueTask<IEnumerable<IndexedSession>> ListAsync()
        {
            begun.SetResult();
            return new(listing.Task);
        }
    }

    [Fact]
    public async Task What_was_forgotten_is_made_anew_and_a_list_that_fails_makes_nothing()
    {
        await EnsureAsync(new IndexedSession("a", "joe", 1));
        var before = _index.Generation;
        _index.Forget();
        Assert.NotEqual(before, _index.Generation);
        Assert.Null(_index.Next(Joe, long.MinValue));
        await Assert.ThrowsAsync<ServiceBusyException>(async () => await _index.EnsureAsync(static () => throw new ServiceBusyException("away"), Cancel));
        Assert.False(_index.IsFollowing);
        await EnsureAsync(new IndexedSession("b", "joe", 2));
        Assert.Equal(["b"], All(Joe));
    }

    [Fact]
    public async Task A_session_that_was_found_and_lives_no_more_is_taken_out_unless_it_is_there_by_another_login()
    {
        await EnsureAsync(new IndexedSession("a", "joe", 1));
        _index.Remove(new IndexedPlace("a", 2));
        Assert.Single(All(Joe));
        _index.Remove(new IndexedPlace("a", 1));
        Assert.Empty(All(Joe));
    }

    private string[] All(AccountName user)
    {
        var found = new List<string>();
        for (var after = long.MinValue; _index.Next(user, after) is { } next; after = next.Number)
            found.Add(next.Key);
        return [.. found];
    }

    private void Set(string key, string user, long number, long change = 0) => _index.Set(() => new IndexedSession(key, user, number), change);

    private async Task EnsureAsync(params IndexedSession[] live) => await _index.EnsureAsync(() => new(live), Cancel);
}
