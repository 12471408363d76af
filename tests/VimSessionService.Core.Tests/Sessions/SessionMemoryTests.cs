using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

/// <summary>Measures the managed heap, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(SessionMemoryTests), DisableParallelization = true)]
public class SessionMemoryCollection;

[Collection(nameof(SessionMemoryTests))]
public class SessionMemoryTests(ITestOutputHelper output)
{
    private const int Sessions = 100_000;

    [Fact]
    public async Task An_idle_session_costs_less_than_1_KiB_and_nothing_once_it_has_ended()
    {
        var tokens = new SessionTokenIssuer();
        var settings = new SessionLimits { MaxSessions = 0, MaxUserSessions = 0 };
        using var store = new InMemorySessionStore(TimeProvider.System, settings);
        var user = new UserIdentity(@"VSPHERE.LOCAL\Administrator", "Administrator vsphere.local", []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sessions; i++)
            await store.AddAsync(Data(user, i), [tokens.Create(World.Client.Address)], TestContext.Current.CancellationToken);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sessions;
        output.WriteLine($"{each} bytes for each idle session");
        Assert.InRange(each, 1, 1023);

        settings.IdleTimeout = TimeSpan.FromTicks(1);
        Assert.Equal(0, store.Count);
        var left = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sessions;
        output.WriteLine($"{left} bytes after its end");
        Assert.InRange(left, -1024, 100);
    }

    private static SessionData Data(UserIdentity user, int number) => new()
    {
        User = user,
        Locale = "en",
        MessageLocale = "en",
        IpAddress = $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}",
        UserAgent = $"pyvmomi Python/3.12.3 (Linux; 6.8.0-45-generic; x86_64) client {number}",
    };
}
