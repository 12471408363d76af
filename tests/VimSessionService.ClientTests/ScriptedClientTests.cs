using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The clients of other languages, each by one script that logs in, reads, meets the faults and logs out.</summary>
public abstract class ScriptedClientFacts(VCenter vCenter) : StartedTests(vCenter)
{
    [Fact]
    public Task Oslo_vmware_on_the_served_WSDL() => Scripts.AssertAsync(
        vCenter, ClientProgram.Python("python3-oslo.vmware", "oslo_vmware"), "oslo/session.py", 20);

    [Fact]
    public Task Zeep_strict_on_the_served_WSDL() => Scripts.AssertAsync(
        vCenter, ClientProgram.Python("python3-zeep", "zeep"), "zeep/session.py", 20);

    [Fact]
    public Task Suds_on_the_served_WSDL() => Scripts.AssertAsync(
        vCenter, ClientProgram.Python("python3-suds", "suds"), "suds/session.py", 16);

    [Fact]
    public Task Php_soap_on_the_served_WSDL() => Scripts.AssertAsync(
        vCenter, new ClientProgram("php-soap", ["/usr/bin/php", "php"], ["-r", "exit(extension_loaded('soap') ? 0 : 1);"]), "php/session.php", 19);
}

/// <summary>The clients of other languages at one process.</summary>
public sealed class ScriptedClientTests(VCenter vCenter) : ScriptedClientFacts(vCenter), IClassFixture<VCenter>;

/// <summary>The clients of other languages at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedScriptedClientTests(ReplicatedVCenters vCenters) : ScriptedClientFacts(vCenters.Usual);
