using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>Replicas of one instance, on one clock.</summary>
internal sealed class World(string address) : IAsyncDisposable
{
    private static readonly SessionTokenIssuer Tokens = new();

    private readonly List<Member> _members = [];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>When worlds begin.</summary>
    public static DateTimeOffset Time0 { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Time0);

    public SessionLimits Settings { get; } = new() { ReservedSessions = 0 };

    public string Prefix { get; } = Instance.NewPrefix();

    /// <summary>A further replica that has begun.</summary>
    public async Task<Member> JoinAsync(string? at = null, int form = DocumentForm.Newest)
    {
        var member = new Member(new Instance(at ?? address, Prefix, Time, form), Settings);
        _members.Add(member);
        await member.Store.StartAsync(Cancel);
        return member;
    }

    public static SessionToken NewToken() => Tokens.Create(IPAddress.Parse("10.0.0.7"));

    public static SessionData Data(string userName = "joe") => new()
    {
        User = new UserIdentity(userName, userName, []),
        Locale = "en",
        MessageLocale = "en",
        IpAddress = "10.0.0.7",
        UserAgent = "govc",
    };

    /// <summary>Tries until something that depends on connections and processes holds, for half a minute at most.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "it did not become true within 30 seconds");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.Instance.DisposeAsync();
    }

    /// <summary>A replica, and what its observers are told.</summary>
    internal sealed class Member
    {
        public Member(Instance instance, SessionLimits settings)
        {
            Instance = instance;
            var notifications = new SessionNotifications();
            notifications.Register(Told);
            Events = instance.Events();
            Store = instance.Store(settings, notifications);
        }

        public Instance Instance { get; }

        public RedisEventLog Events { get; }

        public RedisSessionStore Store { get; }

        public RecordedSessions Told { get; } = new();

        public async Task<(Session Session, SessionToken Token)> AddAsync(string userName = "joe")
        {
            var token = NewToken();
            return ((await Store.AddAsync(Data(userName), [token], Cancel))!, token);
        }
    }
}
