using Microsoft.Extensions.Time.Testing;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Tests.Sts;

namespace VimSessionService.Identity.Tests.Keys;

/// <summary>Keys are made when they are needed, kept, and followed by others without a token becoming bad.</summary>
public sealed class StsKeyRingTests
{
    private static readonly StsKeySettings Settings = new() { SigningLifetime = TimeSpan.FromDays(10), LongestToken = TimeSpan.FromDays(3) };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryKeyFile _file = new();

    [Fact]
    public void Nothing_is_made_before_a_key_is_needed()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        Assert.Null(_file.Text);
        Assert.Equal([ring.Current.Certificate], ring.Certificates);
        Assert.Contains("PRIVATE KEY", _file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_start_signs_with_the_same_key()
    {
        var first = new StsKeyRing(_file, Settings, _time).Current.Certificate;
        var second = new StsKeyRing(_file, Settings, _time).Current;
        Assert.Equal(first.Thumbprint, second.Certificate.Thumbprint);
        Assert.NotEmpty(second.Sign("x"u8, System.Security.Cryptography.HashAlgorithmName.SHA256));
        Assert.Equal(1, _file.Writes);
    }

    [Fact]
    public void A_new_key_signs_when_the_time_of_the_old_one_is_over_and_the_old_one_stays_trusted_for_the_longest_token()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var old = ring.Current.Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(old, ring.Current.Certificate.Thumbprint);
        _time.Advance(TimeSpan.FromSeconds(1));
        var next = ring.Current.Certificate.Thumbprint;
        Assert.NotEqual(old, next);
        Assert.Equal([next, old], ring.Certificates.Select(certificate => certificate.Thumbprint));
        Assert.All(ring.Certificates.Skip(1), certificate => Assert.False(certificate.HasPrivateKey));
        _time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Equal([next, old], ring.Certificates.Select(certificate => certificate.Thumbprint));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([next], ring.Certificates.Select(certificate => certificate.Thumbprint));
    }

    [Fact]
    public void The_old_key_is_trusted_after_another_start_too_and_is_not_kept_itself()
    {
        var old = new StsKeyRing(_file, Settings, _time).Current.Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(11));
        var next = new StsKeyRing(_file, Settings, _time).Current.Certificate.Thumbprint;
        Assert.Equal([next, old], new StsKeyRing(_file, Settings, _time).Certificates.Select(certificate => certificate.Thumbprint));
        Assert.Equal(2, _file.Text!.Split("-----BEGIN CERTIFICATE-----").Length - 1);
        Assert.Single(_file.Text.Split("-----BEGIN PRIVATE KEY-----").Skip(1));
    }

    [Fact]
    public void A_certificate_outlives_every_token_that_its_key_can_sign()
    {
        var certificate = new StsKeyRing(_file, Settings, _time).Current.Certificate;
        Assert.Equal(_time.GetUtcNow().AddDays(13), new DateTimeOffset(certificate.NotAfter));
    }

    [Fact]
    public void After_a_long_pause_nothing_of_old_is_trusted()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var old = ring.Current.Certificate.Thumbprint;
        _time.Advance(TimeSpan.FromDays(100));
        Assert.DoesNotContain(old, ring.Certificates.Select(certificate => certificate.Thumbprint));
        Assert.Single(ring.Certificates);
    }

    [Fact]
    public void Of_two_processes_that_start_at_once_both_sign_with_the_key_of_the_first()
    {
        var other = new StsKeyRing(_file, Settings, _time).Current.Certificate.Thumbprint;
        var late = new LateFile(_file);
        Assert.Equal(other, new StsKeyRing(late, Settings, _time).Current.Certificate.Thumbprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    public void A_file_that_cannot_be_used_is_replaced(string text)
    {
        _file.Text = text;
        var key = new StsKeyRing(_file, Settings, _time).Current;
        Assert.Equal(key.Certificate.Thumbprint, new StsKeyRing(_file, Settings, _time).Current.Certificate.Thumbprint);
        Assert.Contains("PRIVATE KEY", _file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_at_once_get_one_key()
    {
        var ring = new StsKeyRing(_file, Settings, _time);
        var seen = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 16, _ => seen.Add(ring.Current.Certificate.Thumbprint));
        Assert.Single(seen.Distinct());
        Assert.Equal(1, _file.Writes);
    }

    /// <summary>A file that another process writes between the look and the write.</summary>
    private sealed class LateFile(MemoryKeyFile file) : IKeyFile
    {
        public string? Read() => null;

        public string Write(string text, bool replace) => file.Write(text, replace);

        public void TellUnusable(string reason) => file.TellUnusable(reason);
    }
}
