namespace VimSessionService.Options;

/// <summary>The state that replicas share.</summary>
internal sealed record StoreOptions
{
    /// <summary>Where it is, see <see cref="Redis.Engine.StoreAddress"/>; null for the memory of the process.</summary>
    [ConfigurationKeyName("Store")]
    public string? Address { get; set; }

    /// <summary>The secret that all replicas are given; null for the one in <see cref="StoreKeyFile"/>.</summary>
    public string? StoreKey { get; set; }

    /// <summary>The file with the secret.</summary>
    public string? StoreKeyFile { get; set; }

    /// <summary>How many replicas of the engine must have a change before it is answered.</summary>
    public int StoreWait { get; set; }

    /// <summary>Nothing of the secret, nor of the address, which may hold a password.</summary>
    public override string ToString() => nameof(StoreOptions);
}
