using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory.Extensions;

/// <summary>Extensions for tests.</summary>
internal static class Registered
{
    public static Extension Extension(string key, string? company = null, ExtensionPrivilegeInfo[]? privileges = null) => new()
    {
        Key = key,
        Description = new Description { Label = key, Summary = key },
        Version = "1.0",
        Company = company,
        PrivilegeList = privileges,
        LastHeartbeatTime = default,
    };

    public static ExtensionPrivilegeInfo Privilege(string id, string group = "Paint") => new() { PrivID = id, PrivGroupName = group };

    public static MethodFault Refused(Action call) => Assert.Throws<VimFaultException>(call).Fault;

    public static IEnumerable<string> Keys(this ExtensionDirectory extensions) => extensions.All.Select(extension => extension.Description.Key);
}
