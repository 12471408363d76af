using System.Text;
using VimSessionService.Redis;
using VimSessionService.Redis.Engine;

namespace VimSessionService.Options;

/// <summary>Checks the options of the shared state; see <see cref="ServiceOptionsValidator"/>.</summary>
internal static class StoreOptionsValidator
{
    public static IEnumerable<string> Validate(ServiceOptions options)
    {
        var store = options.Store;
        if (store.Address is null)
        {
            if ((store.StoreKey ?? store.StoreKeyFile) is not null)
                yield return "--store-key and --store-key-file are for a state engine. Name it with --store, or leave them out.";
            if (store.StoreWait > 0)
                yield return "--store-wait is for a state engine. Name it with --store, or leave it out.";
            yield break;
        }

        if (!StoreAddress.TryParse(store.Address, out _, out var problem))
            yield return $"--store: {problem}.";
        if (store is { StoreKey: null, StoreKeyFile: null })
            yield return "--store needs a secret that all replicas have and the engine has not: give it with --store-key-file or --store-key. Make one with: openssl rand -hex 32";
        if (store is { StoreKey: not null, StoreKeyFile: not null })
            yield return "--store-key: --store-key-file names a secret too. Leave out one of the two.";
        if (store.StoreKey is { } key && Encoding.UTF8.GetByteCount(key) < RedisStore.MinKeyLength)
            yield return $"--store-key has fewer than {RedisStore.MinKeyLength} bytes. Make one with: openssl rand -hex 32";
        if (ServiceOptionsValidator.Unreadable(store.StoreKeyFile) is { } file)
            yield return $"--store-key-file: {file}";
        if (options.Emulation.Seed is not null)
            yield return "--seed: replicas with one seed would make the same cookies for different sessions. Leave out --seed or --store.";
    }
}
