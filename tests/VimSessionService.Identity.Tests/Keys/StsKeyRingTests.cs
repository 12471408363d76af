using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Tests.Sts;

namespace VimSessionService.Identity.Tests.Keys;

/// <summary>Keys are made when they are needed, kept, and followed by others without a token becoming bad.</summary>
public sealed class StsKeyRingTests
{
    private static readonly StsKeyOptions Settings = new() { SigningLifetime = TimeSpan.FromDays(10), LongestToken = TimeSpan.FromDays(3) };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryKeyFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_made_before_a_key_is_needed()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        Assert.Null(_file.Text);
        Assert.Throws<InvalidOperationException>(() => ring.Current);
        Assert.Equal([(await CurrentAsync(ring)).Certificate], ring.Certificates);
        Assert.Contains("PRIVATE KEY", _file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_start_signs_with_the_same_key()
    {
        var first = (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate;
        var second = await CurrentAsync(new StsKeyRing(_file, Settings, _time));
        Assert.Equal(first.Thumbprint, second.Certificate.Thumbprint);
        Assert.NotEmpty(second.Sign("x"u8, System.Security.Cryptography.HashAlgorithmName.SHA256));
        Assert.Equal(1, _file.Writes);
    }

    [Fact]
    public async Task A_new_key_signs_when_the_time_of_the_old_one_is_over_and_the_old_one_stays_trusted_for_the_longest_token()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var old = (await CurrentAsync(ring)).Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(old, (await CurrentAsync(ring)).Certificate.Thumbprint);
        _time.Advance(TimeSpan.FromSeconds(1));
        var next = (await CurrentAsync(ring)).Certificate.Thumbprint;
        Assert.NotEqual(old, next);
        Assert.Equal([next, old], await TrustedAsync(ring));
        Assert.All(ring.Certificates.Skip(1), certificate => Assert.False(certificate.HasPrivateKey));
        _time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Equal([next, old], await TrustedAsync(ring));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([next], await TrustedAsync(ring));
    }

    [Fact]
    public async Task The_old_key_is_trusted_after_another_start_too_and_is_not_kept_itself()
    {
        var old = (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(11));
        var next = (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate.Thumbprint;
        Assert.Equal([next, old], await TrustedAsync(new StsKeyRing(_file, Settings, _time)));
        Assert.Equal(2, _file.Text!.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.Single(_file.Text.Split("-----BEGIN PRIVATE KEY-----").Skip(1));
    }

    [Fact]
    public async Task A_certificate_outlives_every_token_that_its_key_can_sign()
    {
        var certificate = (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate;
        Assert.Equal(_time.GetUtcNow().AddDays(13), new DateTimeOffset(certificate.NotAfter));
    }

    [Fact]
    public async Task After_a_long_pause_nothing_of_old_is_trusted()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var old = (await CurrentAsync(ring)).Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(100));
        Assert.NotEqual(old, Assert.Single(await TrustedAsync(ring)));
    }

    [Fact]
    public async Task Of_two_processes_that_start_at_once_both_sign_with_the_key_of_the_first()
    {
        var other = (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate.Thumbprint;
        var late = new LateFile(_file);
        Assert.Equal(other, (await CurrentAsync(new StsKeyRing(late, Settings, _time))).Certificate.Thumbprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    public async Task A_file_that_cannot_be_used_is_replaced(string text)
    {
        _file.Text = text;
        var key = await CurrentAsync(new StsKeyRing(_file, Settings, _time));
        Assert.Equal("it does not hold a certificate with its own RSA key", _file.Unusable);
        Assert.Equal(key.Certificate.Thumbprint, (await CurrentAsync(new StsKeyRing(_file, Settings, _time))).Certificate.Thumbprint);
        Assert.Contains("PRIVATE KEY", _file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_with_the_key_of_another_is_told_and_replaced()
    {
        var other = new MemoryKeyFile();
        await CurrentAsync(new StsKeyRing(other, Settings, _time));
        await CurrentAsync(new StsKeyRing(_file, Settings, _time));
        _file.Text = PemOf("CERTIFICATE", _file.Text!) + PemOf("PRIVATE KEY", other.Text!);
        var certificate = _file.Text[.._file.Text.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal)];

        await CurrentAsync(new StsKeyRing(_file, Settings, _time));

        Assert.Equal("it does not hold a certificate with its own RSA key", _file.Unusable);
        Assert.DoesNotContain(certificate, _file.Text, StringComparison.Ordinal);

        static string PemOf(string label, string text)
        {
            var (begin, end) = ($"-----BEGIN {label}-----", $"-----END {label}-----\n");
            var start = text.IndexOf(begin, StringComparison.Ordinal);
            return text[start..(text.IndexOf(end, start, StringComparison.Ordinal) + end.Length)];
        }
    }

    [Fact]
    public async Task Many_at_once_get_one_key()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var seen = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => CurrentAsync(ring), Cancel)));
        Assert.Single(seen.Distinct());
        Assert.Equal(1, _file.Writes);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_gives_no_key_and_is_read_again()
    {
        var slow = new SlowFile(_file);
        var ring = new StsKeyRing(slow, Settings, _time);
        var (first, second) = (CurrentAsync(ring), CurrentAsync(ring));
        slow.Fail();
        await Assert.ThrowsAsync<ServiceBusyException>(() => first);
        await Assert.ThrowsAsync<ServiceBusyException>(() => second);
        var third = CurrentAsync(ring);
        using var gone = new CancellationTokenSource();
        var given = ring.EnsureAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        slow.Answer();
        Assert.Equal((await third).Certificate, Assert.Single(ring.Certificates));
        Assert.Equal((2, 1), (slow.Reads, _file.Writes));
    }

    private static async Task<SigningKey> CurrentAsync(StsKeyRing ring)
    {
        await ring.EnsureAsync(Cancel);
        return ring.Current;
    }

    private static async Task<IEnumerable<string>> TrustedAsync(StsKeyRing ring)
    {
        await ring.EnsureAsync(Cancel);
        return ring.Certificates.Select(static certificate => certificate.Thumbprint);
    }

    /// <summary>A file whose reading waits until the test answers it.</summary>
    private sealed class SlowFile(MemoryKeyFile file) : IKeyFile
    {
        private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reads { get; private set; }

        public async ValueTask<string?> ReadAsync()
        {
            Reads++;
            await _answer.Task;
            return file.Text;
        }

        public void Fail()
        {
            var failed = _answer;
            _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            failed.SetException(new ServiceBusyException("not now"));
        }

        public void Answer() => _answer.SetResult();

        public ValueTask<string> WriteAsync(string text, bool replace) => file.WriteAsync(text, replace);

        public void TellUnusable(string reason) => file.TellUnusable(reason);
    }

    /// <summary>A file that another process writes between the look and the write.</summary>
    private sealed class LateFile(MemoryKeyFile file) : IKeyFile
    {
        public ValueTask<string?> ReadAsync() => default;

        public ValueTask<string> WriteAsync(string text, bool replace) => file.WriteAsync(text, replace);

        public void TellUnusable(string reason) => file.TellUnusable(reason);
    }
}
