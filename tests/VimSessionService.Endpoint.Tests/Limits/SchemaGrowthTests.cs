using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// The work and the memory of calls to methods of which only the schema is known: their arguments are read by the schema before the call is refused, all in the same way, so that there is one
/// row for each form that an argument can have.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SchemaGrowthTests : CallGrowthTests<SchemaGrowthTests>, IGrowthRows
{
    private const int Deep = 40;

    /// <inheritdoc/>
    public static bool HasInventory => true;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["objects of a list"] = Reconfigure(300, n => Many(n, i => $"<cpuFeatureMask><operation>add</operation><info><level>{i}</level></info></cpuFeatureMask>")),
        ["texts of a list"] = Customize(500, n => Many(n, i => $"<dnsSuffixList>d{i}</dnsSuffixList>")),
        ["numbers of a list"] = Reconfigure(500, n => $"<cpuAffinity>{Many(n, i => $"<affinitySet>{i}</affinitySet>")}</cpuAffinity>"),
        ["references of a list"] = Row(500, "MoveIntoResourcePool", "<_this type=\"ResourcePool\">_POOL</_this>", n => Many(n, _ => "<list type=\"VirtualMachine\">_MACHINE</list>")),
        ["characters of a text"] = Reconfigure(50_000, n => $"<annotation>{Letters(n)}</annotation>"),
        ["references in a text"] = Reconfigure(8_000, n => $"<annotation>{Many(n, _ => "&lt;")}</annotation>"),
        ["characters of a text of a list"] = Customize(50_000, n => $"<dnsSuffixList>{Letters(n)}</dnsSuffixList>"),
        ["objects of any type"] = Reconfigure(300, n => Many(n, i => $"<extraConfig><key>k{i}</key><value xsi:type=\"xsd:string\">v</value></extraConfig>")),
        ["characters of a value of any type"] = Reconfigure(50_000, n => $"<extraConfig><key>k</key><value xsi:type=\"xsd:string\">{Letters(n)}</value></extraConfig>"),
        ["items of a list of any type"] = Reconfigure(500, n => $"<extraConfig><key>k</key><value xsi:type=\"ArrayOfString\">{Many(n, i => $"<string>s{i}</string>")}</value></extraConfig>"),
        ["objects of an extending type"] = Reconfigure(200, n => Many(n, i => $"<deviceChange><operation>add</operation><device xsi:type=\"VirtualCdrom\"><key>{i}</key></device></deviceChange>")),
        ["objects in one another"] = Reconfigure(8, n => Many(n, i => $"<deviceChange><device xsi:type=\"VirtualDisk\"><key>{i}</key><backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\"><fileName>a</fileName><diskMode>persistent</diskMode>{Parents(Deep)}</backing><capacityInKB>1</capacityInKB></device></deviceChange>")),
        ["characters of a reference"] = Row(50_000, "RelocateVM_Task", "<_this type=\"VirtualMachine\">_MACHINE</_this>", n => $"<spec><datastore type=\"Datastore\">{Letters(n)}</datastore></spec>"),
        ["characters of a flag"] = Refused(50_000, n => $"<nestedHVEnabled>{Letters(n)}</nestedHVEnabled>"),
        ["digits of a number"] = Refused(50_000, n => $"<numCPUs>{new string('1', n)}</numCPUs>"),
        ["characters of a time"] = Refused(50_000, n => $"<createDate>{new string('1', n)}</createDate>"),
        ["characters of a word of an enumeration"] = Refused(50_000, n => $"<deviceChange><operation>{Letters(n)}</operation></deviceChange>"),
        ["members that there are not"] = Refused(2_000, n => Many(n, i => $"<member{i}/>")),
        ["characters of the name of a type"] = Refused(50_000, n => $"<extraConfig><key>k</key><value xsi:type=\"{Letters(n)}\">v</value></extraConfig>"),
    };

    private static GrowthRow Reconfigure(int n, Func<int, string> spec) => Row(n, "ReconfigVM_Task", "<_this type=\"VirtualMachine\">_MACHINE</_this>", size => $"<spec>{spec(size)}</spec>");

    private static GrowthRow Refused(int n, Func<int, string> spec) => Reconfigure(n, spec) with { Outcome = "InvalidRequest", Reason = "parsing" };

    private static GrowthRow Customize(int n, Func<int, string> settings) => Row(n, "CustomizeVM_Task", "<_this type=\"VirtualMachine\">_MACHINE</_this>", size =>
        $"<spec><identity xsi:type=\"CustomizationIdentitySettings\"/><globalIPSettings>{settings(size)}</globalIPSettings></spec>");

    private static GrowthRow Row(int n, string method, string target, Func<int, string> arguments) =>
        GrowthRow.Named(n, (size, names) => $"<{method} _NS>{target}{arguments(size)}</{method}>".Replace("_MACHINE", names.Machine, StringComparison.Ordinal).Replace("_POOL", names.Pool, StringComparison.Ordinal), "NotSupported", "is not emulated");

    private static string Parents(int depth) => depth == 0 ? "" : $"<parent><fileName>a</fileName><diskMode>persistent</diskMode>{Parents(depth - 1)}</parent>";
}
