using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Directory.Users;

public class PasswordHashTests
{
    [Fact]
    public void A_known_hash_of_another_implementation_is_verified()
    {
        // PBKDF2-HMAC-SHA256 of "passwd" with the salt "saltsalt" in 1000 rounds.
        var hash = PasswordHash.Parse("pbkdf2-sha256$1000$c2FsdHNhbHQ=$KBJH0RIw+FCnOKJi2s/ppNgRHFTFzBjXqxs+xS3zHTY=");
        Assert.True(hash.Verify("passwd"));
        Assert.False(hash.Verify("Passwd"));
    }

    [Fact]
    public void A_new_hash_has_a_salt_of_its_own_and_600000_rounds()
    {
        var hash = PasswordHash.Create("pässword");
        Assert.StartsWith("pbkdf2-sha256$600000$", hash.Encode(), StringComparison.Ordinal);
        Assert.True(hash.Verify("pässword"));
        Assert.NotEqual(hash, PasswordHash.Create("pässword"));
    }

    [Fact]
    public void A_hash_is_read_as_it_was_written()
    {
        var hash = PasswordHash.Create("p", 1000);
        var read = PasswordHash.Parse(hash.Encode());
        Assert.Equal(hash, read);
        Assert.Equal(hash.GetHashCode(), read.GetHashCode());
        Assert.Equal(1000, read.Iterations);
    }

    [Fact]
    public void A_password_that_is_no_valid_text_is_just_wrong() => Assert.False(PasswordHash.Create("p", 1000).Verify("\ud800"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("VMware1!")]
    [InlineData("pbkdf2-sha1$1000$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$999$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$10000001$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$99999999999$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$-1000$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1000$c2Fs$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1000$c2FsdHNhbHQ=$AAAA")]
    [InlineData("pbkdf2-sha256$1000$*$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$1000$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=$")]
    public void Anything_else_is_refused(string? text) => Assert.False(PasswordHash.TryParse(text, out _));

    [Fact]
    public void A_refused_text_is_not_repeated()
    {
        var thrown = Assert.Throws<FormatException>(() => PasswordHash.Parse("VMware1!"));
        Assert.DoesNotContain("VMware1!", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_password_shows_nothing_of_itself()
    {
        Assert.Equal("***", PasswordHash.Create("p", 1000).ToString());
        Assert.Equal("***", new PlainPassword("p").ToString());
    }

    [Fact]
    public void A_plain_password_is_verified()
    {
        var plain = new PlainPassword("VMware1!");
        Assert.True(plain.Verify("VMware1!"));
        Assert.False(plain.Verify("VMware1"));
        Assert.False(plain.Verify(""));
    }
}
