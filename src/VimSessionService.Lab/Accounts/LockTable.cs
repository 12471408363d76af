using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Accounts;

/// <summary>The locks of accounts as a table: an item for each account, and one for the policy. Times are written as times of day, since timestamps are a process's own.</summary>
internal sealed class LockTable(AccountLocks locks, TimeProvider time) : SharedTable<LockState>("lock", locks.Cell)
{
    private const string Policy = "policy";
    private const string Accounts = "account/";

    /// <inheritdoc/>
    public override string Write(object item) => item is LockoutPolicy policy
        ? JsonSerializer.Serialize(new PolicyRecord(policy.MaxAttempts, policy.Window.Ticks, policy.UnlockAfter.Ticks), LockJson.Default.PolicyRecord)
        : Write((LockEntry)item);

    /// <inheritdoc/>
    public override object Read(string key, string text)
    {
        try
        {
            if (key == Policy && JsonSerializer.Deserialize(text, LockJson.Default.PolicyRecord) is var (attempts, window, unlockAfter))
                return new LockoutPolicy(attempts, TimeSpan.FromTicks(window), TimeSpan.FromTicks(unlockAfter));
            if (key.StartsWith(Accounts, StringComparison.Ordinal) && JsonSerializer.Deserialize(text, LockJson.Default.LockRecord) is { } record)
                return new LockEntry(new AccountName(record.Name, record.Domain), record.Locked, record.UnlocksAt is { } at ? Timestamp(at) : null, [.. (record.Failures ?? []).Select(Timestamp)]);
            return text; // of a later version
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The lock {key} in the state engine cannot be read.", broken);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(LockState state) =>
    [
        KeyValuePair.Create(Policy, (object)state.Policy),
        .. state.ByName.Values.Select(static entry => KeyValuePair.Create(Accounts + entry.Name.Canonical.Display.ToUpperInvariant(), (object)entry)),
    ];

    /// <inheritdoc/>
    protected override LockState Make(LockState state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) => new(
        items.GetValueOrDefault(Policy) as LockoutPolicy ?? state.Policy,
        items.Values.OfType<LockEntry>().ToImmutableDictionary(static entry => entry.Name));

    private string Write(LockEntry entry) => JsonSerializer.Serialize(
        new LockRecord
        {
            Name = entry.Name.Name,
            Domain = entry.Name.Domain,
            Locked = entry.IsLocked,
            UnlocksAt = entry.UnlocksAt is { } at ? UtcTicks(at) : null,
            Failures = entry.Failures.IsEmpty ? null : [.. entry.Failures.Select(UtcTicks)],
        },
        LockJson.Default.LockRecord);

    private long UtcTicks(long timestamp) => time.GetUtcNow().UtcTicks + time.GetElapsedTime(time.GetTimestamp(), timestamp).Ticks;

    private long Timestamp(long utcTicks) => time.GetTimestamp() + (long)(TimeSpan.FromTicks(utcTicks - time.GetUtcNow().UtcTicks).TotalSeconds * time.TimestampFrequency);
}

/// <summary>The policy as JSON.</summary>
internal sealed record PolicyRecord(int MaxAttempts, long Window, long UnlockAfter);

/// <summary>What is known of an account, as JSON.</summary>
internal sealed record LockRecord
{
    /// <summary>The name without its domain.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for an account of the server itself.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether it was locked.</summary>
    public bool Locked { get; init; }

    /// <summary>When it is unlocked by itself, in ticks of UTC; null for never.</summary>
    public long? UnlocksAt { get; init; }

    /// <summary>When wrong passwords were given, in ticks of UTC.</summary>
    public long[]? Failures { get; init; }
}

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(LockRecord))]
internal sealed partial class LockJson : JsonSerializerContext;
