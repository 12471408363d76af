using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Options;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

public sealed class AccountSourceTests : IDisposable
{
    private const string Alice = """{ "users": [ { "name": "alice", "password": "x" } ] }""";
    private const string AliceAndBob = """{ "users": [ { "name": "alice", "password": "x" }, { "name": "bob", "password": "x" } ] }""";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger _logger = new();
    private readonly Accounts _declared = new() { Users = [new UserEntry { Name = "root", Password = "x" }] };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_a_file_the_options_are_all_there_is()
    {
        using var source = new AccountSource(_declared, null, _time, _logger);

        Assert.Same(_declared, source.Current);
    }

    [Fact]
    public void The_file_is_added_to_the_options()
    {
        using var source = Watch(Alice);

        Assert.Equal(["root", "alice"], Names(source.Current));
    }

    [Fact]
    public void A_broken_file_stops_the_start() => Assert.Throws<UsersFileException>(() => Watch("{"));

    [Fact]
    public void A_change_is_read_once_the_file_has_settled()
    {
        using var source = Watch(Alice);
        var changes = Changes(source);

        _directory.Write("users.json", AliceAndBob);
        _time.Advance(AccountSource.Tick);
        Assert.Empty(changes);
        _time.Advance(AccountSource.Tick);

        Assert.Equal(["root", "alice", "bob"], Names(Assert.Single(changes)));
        Assert.Same(changes[0], source.Current);
        _time.Advance(5 * AccountSource.Tick);
        Assert.Single(changes);
    }

    [Fact]
    public void A_broken_change_is_logged_once_and_the_former_state_stays()
    {
        using var source = Watch(Alice);
        var changes = Changes(source);

        _directory.Write("users.json", "{\n  \"users\": [ { \"name\": \"alice\", \"password\": hunter2 } ]\n}");
        _time.Advance(5 * AccountSource.Tick);

        Assert.Empty(changes);
        Assert.Equal(["root", "alice"], Names(source.Current));
        var (level, text) = Assert.Single(_logger.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("users.json, line 2, column 45: this is not JSON. Correct it there.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changes_at_every_look_is_read_all_the_same()
    {
        using var source = Watch(Alice);
        var changes = Changes(source);

        for (var look = 0; look < 6; look++)
        {
            _directory.Write("users.json", AliceAndBob + new string(' ', look));
            _time.Advance(AccountSource.Tick);
        }

        Assert.Equal(["root", "alice", "bob"], Names(Assert.Single(changes)));
    }

    [Fact]
    public void It_is_read_at_once_when_that_is_asked_for()
    {
        using var source = Watch(Alice);
        _directory.Write("users.json", AliceAndBob);

        source.ReadNow();

        Assert.Equal(["root", "alice", "bob"], Names(source.Current));
    }

    [Fact]
    public void An_unpaired_surrogate_and_a_handler_that_fails_end_nothing()
    {
        using var source = Watch(Alice);
        _directory.Write("users.json", """{ "users": [ { "name": "a\uDC00", "password": "x" } ] }""");
        source.ReadNow();
        source.Changed += _ => throw new InvalidOperationException("a handler that is broken");
        _directory.Write("users.json", AliceAndBob);
        _time.Advance(2 * AccountSource.Tick);

        Assert.Equal([LogLevel.Error, LogLevel.Error], _logger.Entries.Select(static entry => entry.Level));
        Assert.Contains("a surrogate", _logger.Entries[0].Text, StringComparison.Ordinal);
        Assert.Equal(["root", "alice"], Names(source.Current));
    }

    [Fact]
    public void A_removed_file_leaves_the_former_state_until_it_is_back()
    {
        using var source = Watch(Alice);
        var changes = Changes(source);

        File.Delete(Path.Combine(_directory.Path, "users.json"));
        _time.Advance(2 * AccountSource.Tick);
        Assert.Equal(["root", "alice"], Names(source.Current));
        _directory.Write("users.json", AliceAndBob);
        _time.Advance(2 * AccountSource.Tick);

        Assert.Equal(["root", "alice", "bob"], Names(Assert.Single(changes)));
    }

    [Fact]
    public void A_file_that_is_swapped_by_a_link_is_read_again()
    {
        var link = Path.Combine(_directory.Path, "users.json");
        File.CreateSymbolicLink(link, _directory.Write("first.json", Alice));
        using var source = new AccountSource(_declared, link, _time, _logger);

        _directory.Write("second.json", AliceAndBob);
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(_directory.Path, "second.json"));
        _time.Advance(2 * AccountSource.Tick);

        Assert.Equal(["root", "alice", "bob"], Names(source.Current));
    }

    [Fact]
    public void Nothing_is_read_after_it_is_disposed()
    {
        var source = Watch(Alice);
        source.Dispose();

        _directory.Write("users.json", AliceAndBob);
        _time.Advance(5 * AccountSource.Tick);

        Assert.Equal(["root", "alice"], Names(source.Current));
    }

    private static IEnumerable<string> Names(Accounts accounts) => accounts.Users.Select(u => u.Name);

    private static List<Accounts> Changes(AccountSource source)
    {
        var changes = new List<Accounts>();
        source.Changed += changes.Add;
        return changes;
    }

    private AccountSource Watch(string json) => new(_declared, _directory.Write("users.json", json), _time, _logger);

    private sealed class RecordingLogger : ILogger<AccountSource>
    {
        public List<(LogLevel Level, string Text)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel > LogLevel.Information)
                Entries.Add((logLevel, formatter(state, exception)));
        }
    }
}
