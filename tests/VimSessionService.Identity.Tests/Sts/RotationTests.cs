using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Calls;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>A token outlives the time of the key that signed it, and both keys are published meanwhile.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task A_token_of_the_former_key_is_good_to_its_end()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        var keys = new StsKeyRing(new MemoryKeyFile(), new StsKeyOptions { SigningLifetime = TimeSpan.FromDays(1) }, time);
        using var world = new StsWorld(keys: keys);
        var documents = new StsDocuments(keys, "vsphere.local");
        var token = await world.IssueAsync(world.Message(world.Solution) with { Life = TimeSpan.FromDays(2), Renewable = true });
        Assert.Equal(1, await CertificatesAsync(documents));
        world.Time.Advance(TimeSpan.FromDays(1.5));
        time.Advance(TimeSpan.FromDays(1.5));
        var next = await world.IssueAsync(world.Message(world.Solution));
        Assert.NotEqual(token.All("//ds:Signature//ds:X509Certificate")[0], next.All("//ds:Signature//ds:X509Certificate")[0]);
        Assert.Equal(2, await CertificatesAsync(documents));
        await world.IssueAsync(world.Message(world.Solution) with { Operation = "Renew", Target = token.Text });
    }

    private static async Task<int> CertificatesAsync(StsDocuments documents) =>
        (await documents.WriteMetadataAsync(new ServiceAddress("https", "vc", 443), TestContext.Current.CancellationToken)).Split("<ds:X509Certificate>").Length - 1;
}
