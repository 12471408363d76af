using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Keys;

/// <summary>How long signing keys live.</summary>
internal sealed record StsKeyOptions
{
    /// <summary>How long a key signs.</summary>
    public TimeSpan SigningLifetime { get; init; } = TimeSpan.FromDays(3650);

    /// <summary>The longest life of a token. A key is trusted that much longer than it signs.</summary>
    public TimeSpan LongestToken { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>
/// The service's own signing keys. The first is made when something first needs it, which costs about a tenth of a second, and is kept.
/// When a key's time is over the next one signs, and the tokens of the former stay good until the last of them has ended.
/// </summary>
/// <param name="file">Where the keys are kept.</param>
/// <param name="options">How long they live.</param>
/// <param name="time">The clock.</param>
internal sealed class StsKeyRing(IKeyFile file, StsKeyOptions options, TimeProvider time) : ISigningKeys
{
    /// <summary>
    /// How long before its creation the validity of a certificate starts, so that a client whose clock is behind accepts the first token.
    /// </summary>
    private static readonly TimeSpan Earlier = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private volatile State? _state;
    private Task _bringing = Task.CompletedTask;

    /// <inheritdoc/>
    public SigningKey Current => Known.Keys.Current;

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Certificates => Known.Certificates;

    private State Known => _state ?? throw new InvalidOperationException("The signing keys are asked for before EnsureAsync has returned.");

    private bool IsUpToDate => _state is { } state && time.GetUtcNow() < state.GoodUntil;

    /// <summary>Reads the keys, or makes one, unless those that are known are still the right ones. Callers that come at once share one attempt, which none of them cancels.</summary>
    public ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (IsUpToDate)
            return default;
        lock (_lock)
        {
            if (IsUpToDate)
                return default;
            if (_bringing.IsCompleted)
                _bringing = BringAsync();
            return new(_bringing.WaitAsync(cancellationToken));
        }
    }

    private async Task BringAsync() => _state = Describe(await BringAsync(time.GetUtcNow()));

    /// <summary>The keys as they are to be at a time; what is in the file goes before what is known, as another process may share it.</summary>
    private async ValueTask<StoredKeys> BringAsync(DateTimeOffset now)
    {
        var text = await file.ReadAsync();
        var kept = StoredKeys.TryRead(text);
        if (kept is null && text is not null)
            file.TellUnusable("it does not hold a certificate with its own RSA key");
        if ((kept ?? _state?.Keys) is not { } keys)
            return await KeepAsync(new StoredKeys(Create(now), []), replace: text is not null);
        var believed = keys.Retired.Where(retired => now < retired.Until);
        if (now < SignsUntil(keys.Current))
            return keys with { Retired = [.. believed] };
        var retired = new RetiredKey(X509CertificateLoader.LoadCertificate(keys.Current.Certificate.RawDataMemory.Span), Least(now + options.LongestToken, End(keys.Current)));
        return await KeepAsync(new StoredKeys(Create(now), [.. believed, .. now < retired.Until ? [retired] : Array.Empty<RetiredKey>()]), replace: true);
    }

    private async ValueTask<StoredKeys> KeepAsync(StoredKeys keys, bool replace)
    {
        var mine = keys.Write();
        var kept = await file.WriteAsync(mine, replace);
        return kept == mine ? keys : StoredKeys.TryRead(kept) ?? keys;
    }

    private SigningKey Create(DateTimeOffset now) => SigningKey.Create(now - Earlier, Earlier + options.SigningLifetime + options.LongestToken);

    private State Describe(StoredKeys keys) => new(
        keys,
        [keys.Current.Certificate, .. keys.Retired.Select(retired => retired.Certificate)],
        keys.Retired.Select(retired => retired.Until).Append(SignsUntil(keys.Current)).Min());

    private DateTimeOffset SignsUntil(SigningKey key) =>
        Least(new DateTimeOffset(key.Certificate.NotBefore) + Earlier + options.SigningLifetime, End(key));

    private static DateTimeOffset End(SigningKey key) => new(key.Certificate.NotAfter);

    private static DateTimeOffset Least(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private sealed record State(StoredKeys Keys, IReadOnlyList<X509Certificate2> Certificates, DateTimeOffset GoodUntil);
}
