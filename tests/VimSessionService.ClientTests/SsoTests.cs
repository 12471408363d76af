using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Single sign-on end to end with real clients: a token of the security token service, and a login by it.</summary>
public abstract class SsoFacts(SsoVCenter vCenter) : StartedTests(vCenter)
{
    [Fact]
    public Task PyVmomi() => PyVmomiSso.AssertAsync(vCenter, "pyvmomi-sso/tokens.py", 32);

    [Fact]
    public Task Govmomi() => GovmomiProgram.AssertAsync(vCenter, "govmomi-sso", 17);

    [Fact]
    public Task Zeep() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-zeep", "zeep"), "zeep/sts.py", 6);
}

/// <summary>Single sign-on at one process.</summary>
public sealed class SsoTests(SsoVCenter vCenter) : SsoFacts(vCenter), IClassFixture<SsoVCenter>;

/// <summary>Single sign-on at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedSsoTests(ReplicatedVCenters vCenters) : SsoFacts(vCenters.Sso);
