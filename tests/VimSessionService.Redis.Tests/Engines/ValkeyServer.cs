namespace VimSessionService.Redis.Tests.Engines;

/// <summary>Valkey, which Debian has since its 13th release: that of the machine, or the one that <c>VIMSESSION_TEST_VALKEY</c> names.</summary>
public sealed class ValkeyServer() : RedisServer(Program, MissingWithout(Program, "valkey-server is not installed (Debian 12: valkey-server of bookworm-backports)"), KeepsNothing)
{
    private static string? Program => new[] { Environment.GetEnvironmentVariable("VIMSESSION_TEST_VALKEY"), "/usr/bin/valkey-server" }.FirstOrDefault(File.Exists);
}
