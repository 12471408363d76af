using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Tables;
using VimSessionService.Redis.Tables.Directory;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Tables;

/// <summary>Replicas that share tables.</summary>
internal sealed class TableWorld(string address) : IAsyncDisposable
{
    private readonly List<Member> _members = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string Prefix { get; } = Instance.NewPrefix();

    /// <summary>A further replica that has begun.</summary>
    public async Task<Member> JoinAsync(DirectoryDeclaration? declared = null, string message = "")
    {
        var member = new Member(new Instance(address, Prefix, Time), new OwnTables(Time, declared, message));
        _members.Add(member);
        await member.Instance.Replica.EnsureAsync(TestContext.Current.CancellationToken);
        return member;
    }

    /// <summary>Ends all replicas.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.Instance.DisposeAsync();
        _members.Clear();
    }

    /// <summary>A replica with its tables.</summary>
    internal sealed class Member
    {
        public Member(Instance instance, OwnTables tables)
        {
            Instance = instance;
            Tables = tables;
            Events = instance.Events();
            var changes = new SharedTableChanges(
                instance.Engine,
                instance.Keys,
                instance.Replica,
                [new DirectoryTable(tables.Directory), new SettingTable(tables.Settings), new ServiceMessageTable(tables.Message)],
                Events,
                NullLogger.Instance);
            changes.Follow();
            tables.Changes = changes;
        }

        public Instance Instance { get; }

        public OwnTables Tables { get; }

        public RedisEventLog Events { get; }
    }
}
