using VimSessionService.Core.Calls;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Lookup;

/// <summary>What the lookup service knows of the instance.</summary>
internal sealed record LookupInstance
{
    /// <summary>The domain of single sign-on.</summary>
    public required string SsoDomain { get; init; }

    /// <summary>The instance.</summary>
    public required Guid InstanceUuid { get; init; }

    /// <summary>The version of the API.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The certificate that the service shows, by which clients are to know it; null over plain HTTP.</summary>
    public ReadOnlyMemory<byte>? Certificate { get; init; }

    /// <summary>What the work on one message may cost.</summary>
    public MessageLimits Message { get; init; } = MessageLimits.Usual;
}

/// <summary>
/// The services that there are, with the names that a vCenter registers them by. What is not served is not listed. Each is at the
/// address that its caller came to, which is the one that works for them.
/// </summary>
internal sealed class LookupCatalog(LookupInstance instance)
{
    /// <summary>The service that a single vCenter's own site is.</summary>
    public string SiteId { get; } = "default-site";

    /// <summary>The one node.</summary>
    public string NodeId { get; } = instance.InstanceUuid.ToString("D");

    /// <summary>The services at an address.</summary>
    public IEnumerable<LookupRegistration> At(ServiceAddress address)
    {
        var administrator = $"Administrator@{instance.SsoDomain}";
        LookupEndpoint sts = new($"{address.Origin}/sts/STSService/{instance.SsoDomain}", "wsTrust", "com.vmware.cis.cs.identity.sso");
        yield return new LookupRegistration(Id("cs.identity"), "cs.identity", "2.0", administrator, [sts]);

        // By the name that it had in 5.x, under which PowerCLI still looks for it.
        yield return new LookupRegistration(Id("sso:sts"), "sso:sts", "2.0", administrator, [sts]);
        yield return new LookupRegistration(
            Id("cs.lookup"), "cs.lookup", "2.0", administrator, [new($"{address.Origin}/lookupservice/sdk", "vmomi", "com.vmware.cis.cs.lookup")]);
        yield return new LookupRegistration(
            NodeId, "vcenterserver", instance.ApiVersion, $"vpxd-{NodeId}@{instance.SsoDomain}", [new($"{address.Origin}/sdk", "vmomi", "com.vmware.vim")])
        {
            NameKey = "AboutInfo.vpx.name",
            Attributes =
            [
                new("com.vmware.cis.cm.GroupInternalId", "com.vmware.vim.vcenter"),
                new("com.vmware.vim.vcenter.instanceName", address.Host),
                new("com.vmware.cis.cm.HostId", NodeId),
            ],
        };
    }

    private string Id(string type) => $"{SiteId}:{NodeId}:{type}";
}
