using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>govmomi, built from Debian's package of its source.</summary>
public abstract class GovmomiFacts(VCenter vCenter, VCenter whole) : StartedTests(vCenter, whole)
{
    [Fact]
    public Task Govmomi() => GovmomiProgram.AssertAsync(vCenter, "govmomi", 26);

    [Fact]
    public Task Extensions_log_in_directly_and_through_the_tunnel() => GovmomiProgram.AssertAsync(whole, "govmomi-extension", 8);

    [Fact]
    public Task Changes_are_awaited_and_the_inventory_walked_along_views() => GovmomiProgram.AssertAsync(whole, "govmomi-inventory", 9);

    [Fact]
    public Task Settings_and_event_arguments_keep_the_type_that_they_were_sent_with() => GovmomiProgram.AssertAsync(whole, "govmomi-settings", 11);
}

/// <summary>govmomi at one process.</summary>
public sealed class GovmomiTests(VCenter vCenter, WholeVCenter whole, RsaVCenter rsa)
    : GovmomiFacts(vCenter, whole), IClassFixture<VCenter>, IClassFixture<WholeVCenter>, IClassFixture<RsaVCenter>
{
    [Fact]
    public Task A_certificate_with_an_RSA_key() => GovmomiProgram.AssertAsync(rsa, "govmomi", 26);
}

/// <summary>govmomi at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedGovmomiTests(ReplicatedVCenters vCenters) : GovmomiFacts(vCenters.Usual, vCenters.Whole);
