using System.Security.Cryptography;
using System.Text;
using VimSessionService.Redis.Secrets;

namespace VimSessionService.Redis.Tests.Secrets;

public sealed class InstanceSecretsTests
{
    private static readonly byte[] Key = "0123456789abcdef"u8.ToArray();

    [Fact]
    public void Replicas_with_one_key_have_the_same_secrets_and_instances_and_keys_have_others()
    {
        var (one, same) = (new InstanceSecrets(Key, "lab"), new InstanceSecrets(Key, "lab"));
        Assert.Equal(one.InstanceUuid, same.InstanceUuid);
        Assert.Equal(one.Current.Signing.ToArray(), same.Current.Signing.ToArray());
        foreach (var other in new[] { new InstanceSecrets(Key, "lab2"), new InstanceSecrets("0123456789abcdeg"u8, "lab") })
        {
            Assert.NotEqual(one.InstanceUuid, other.InstanceUuid);
            Assert.NotEqual(one.Current.Signing.ToArray(), other.Current.Signing.ToArray());
            Assert.ThrowsAny<CryptographicException>(() => other.Open(one.Seal("text")));
        }
    }

    [Fact]
    public void What_is_sealed_is_opened_again_and_does_not_show()
    {
        var secrets = new InstanceSecrets(Key, "lab");
        var sealedText = secrets.Seal("the text of a key");
        Assert.DoesNotContain("text", Encoding.Latin1.GetString(sealedText), StringComparison.Ordinal);
        Assert.Equal("the text of a key", secrets.Open(sealedText));
        Assert.NotEqual(sealedText, secrets.Seal("the text of a key"));
        sealedText[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open(sealedText));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open(new byte[5]));
    }

    [Fact]
    public void A_short_key_is_refused() => Assert.Throws<ArgumentException>(static () => new InstanceSecrets("0123456789abcde"u8, "lab"));

    [Fact]
    public void The_uuid_has_the_form_of_a_random_one() => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", new InstanceSecrets(Key, "lab").InstanceUuid.ToString());
}
