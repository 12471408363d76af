using System.Text;
using VimSessionService.Options;
using VimSessionService.Redis;
using VimSessionService.Redis.Engine;
using VimSessionService.RemoteUsers;

namespace VimSessionService.SharedState;

/// <summary>Makes the state that replicas share from the options.</summary>
internal static class StoreFactory
{
    private const int MostKeyBytes = 4096;

    /// <summary>What is each replica's own in spite of a shared store, told at its start.</summary>
    public const string Warning =
        "--store: replicas share sessions, tickets, events, keys, and what is changed at run time of users, roles, permissions, extensions, settings, limits, fault rules, outages, locks of accounts and the "
        + "server message. Negotiations of SSPI, the journal and leaks are each replica's own (docs/replicas.md)";

    /// <summary>The state; null for the memory of the process.</summary>
    /// <exception cref="StartupException">The file with the key cannot be used.</exception>
    public static RedisStore? Create(StoreOptions options) => options.Address is { } address ? new RedisStore(StoreAddress.Parse(address), Key(options)) { AcknowledgedBy = options.StoreWait } : null;

    /// <summary>Whether the certificates of the system are needed, to verify that of the engine.</summary>
    public static bool NeedsSystemRoots(StoreOptions options) => options.Address?.StartsWith("rediss:", StringComparison.Ordinal) == true;

    private static byte[] Key(StoreOptions options)
    {
        if (options.StoreKeyFile is not { } file)
            return Encoding.UTF8.GetBytes(options.StoreKey!);
        var key = OptionFile.Read("--store-key-file", file, "a file with the secret", static file => OptionFile.Secret(file, MostKeyBytes));
        return key.Length >= RedisStore.MinKeyLength
            ? key
            : throw new StartupException($"--store-key-file: the secret in '{file}' has fewer than {RedisStore.MinKeyLength} bytes. Make one with: openssl rand -hex 32");
    }
}
