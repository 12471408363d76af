using System.Text;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>Data objects within a value are read when they are asked for, and are then what they are when the value is read at once.</summary>
public sealed class UnreadValueTests
{
    /// <summary>With what markup may hide a tag, namespaces that are declared on the way, types that extend the declared one, and items that do not stand together.</summary>
    private const string Config = """
        <changeVersion>1</changeVersion>
        <extraConfig><key>a</key><value xmlns:x="http://www.w3.org/2001/XMLSchema" XMLSchema-instance:type="x:string">1</value></extraConfig>
        <files note="a > b" other='"'><!-- </files> --><vmPathName>[ds] a/<![CDATA[</files>]]>a.vmx</vmPathName><?files </files>?><logDirectory/></files>
        <hardware xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="http://www.w3.org/2001/XMLSchema">
          <numCPU>2</numCPU>
          <device i:type="VirtualDisk"><key>2000</key><deviceInfo><label>Disk &amp; 1</label><summary>s</summary></deviceInfo>
            <backing xmlns:j="http://www.w3.org/2001/XMLSchema-instance" j:type="VirtualDiskFlatVer2BackingInfo"><fileName>f</fileName><backingObjectId i:nil="true"/><diskMode>persistent</diskMode>
              <parent><fileName>g</fileName><diskMode>d</diskMode><parent><fileName>h</fileName><diskMode>e</diskMode></parent></parent></backing></device>
          <memoryMB>1024</memoryMB>
          <device XMLSchema-instance:type="VirtualE1000"><key>4000</key><macAddress>00:50:56:00:00:01</macAddress></device>
        </hardware>
        <extraConfig><key>b</key><value xmlns:y="http://www.w3.org/2001/XMLSchema" XMLSchema-instance:type="y:int">2</value></extraConfig>
        <flags XMLSchema-instance:nil="true"/>
        <bootOptions></bootOptions>
        <cpuAllocation/>
        """;

    private readonly WholeApi _api = new ServedApi().Whole;

    [Fact]
    public void It_is_the_same_whichever_part_is_asked_for_first()
    {
        using var store = new ContentStore();
        var whole = Described(Machine(new XmlValues(store, _api, leftOut: null, isWhole: true)).Read("config"));
        Assert.Contains("hardware={numCPU=2 ", whole, StringComparison.Ordinal);
        Assert.Contains("label=Disk & 1 ", whole, StringComparison.Ordinal);
        Assert.Contains("vmPathName=[ds] a/</files>a.vmx ", whole, StringComparison.Ordinal);
        Assert.Contains("extraConfig=({key=a value=1 }{key=b value=2 })", whole, StringComparison.Ordinal);
        var names = _api.FindType("VirtualMachineConfigInfo")!.Fields.Select(static field => field.Name).ToArray();
        foreach (var first in names)
        {
            var value = (DynamicObject)Machine(new XmlValues(store, _api, leftOut: null)).Read("config")!;
            _ = Described(value.GetSchema().FindField(first)!.Get(value));
            Assert.Equal(whole, Described(value));
        }
    }

    [Fact]
    public void Several_threads_may_ask_for_one_part()
    {
        using var store = new ContentStore();
        var values = new XmlValues(store, _api, leftOut: null);
        var whole = Described(Machine(values).Read("config"));
        for (var i = 0; i < 100; i++)
        {
            var value = Machine(values).Read("config");
            var described = new string[4];
            Parallel.For(0, described.Length, thread => described[thread] = Described(value));
            Assert.All(described, text => Assert.Equal(whole, text));
        }
    }

    [Theory]
    [InlineData("<files><wings>1</wings></files>", "files", "Unexpected element tag \"wings\" seen")]
    [InlineData("<hardware><numCPU>two</numCPU></hardware>", "hardware", "Cannot convert the value of property numCPU to xsd:int")]
    [InlineData("<extraConfig><key>a</key></extraConfig><extraConfig XMLSchema-instance:type=\"Unicorn\"><key>a</key></extraConfig>", "extraConfig", "Unicorn")]
    public void A_part_that_cannot_be_read_fails_who_asks_for_it_and_no_other(string content, string part, string problem)
    {
        using var store = new ContentStore();
        var value = (DynamicObject)Machine(new XmlValues(store, _api, leftOut: null), $"<uuid>u</uuid>{content}").Read("config")!;
        Assert.Equal("u", Field(value, "uuid"));
        var failure = Assert.Throws<InventoryException>(() => Field(value, part));
        Assert.StartsWith("a.xml, line 5: the value of config cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.IsType<SystemError>(failure.Fault);
    }

    /// <summary>What a newer server has within a part costs that part at most.</summary>
    [Fact]
    public void A_part_that_cannot_be_read_is_unset_and_told_where_the_rest_is_served()
    {
        using var store = new ContentStore();
        var (late, told) = (new LateProblems(), new List<string>());
        late.TellTo(told.Add);
        var values = new XmlValues(store, _api, late);
        var value = (DynamicObject)Machine(values, "<uuid>u</uuid><hardware><numCPU>two</numCPU></hardware><files><wings>1</wings><vmPathName>p</vmPathName></files>").Read("config")!;
        Assert.Null(Field(value, "hardware"));
        Assert.Equal("p", Field(Field(value, "files"), "vmPathName"));
        Assert.Equal("u", Field(value, "uuid"));
        Assert.Equal(2, told.Count);
        Assert.EndsWith("Cannot convert the value of property numCPU to xsd:int. It is unset.", told[0], StringComparison.Ordinal);
        Assert.Contains("config has the member wings, which VirtualMachineFileInfo does not have", told[1], StringComparison.Ordinal);
    }

    private RecordedObject Machine(XmlValues values, string config = Config) => new ObjectFile(values, _api, new InventoryProblems(), new RecordedPerformance()).Read("a.xml", Encoding.UTF8.GetBytes(
        $"""
        <ObjectContent xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance">
          <obj type="VirtualMachine">vm-1</obj>
        {RecordingDirectory.Value("config", "VirtualMachineConfigInfo", config)}
        </ObjectContent>
        """))!;

    private static object? Field(object? value, string name) => ((DataObject)value!).GetSchema().FindField(name)!.Get((DataObject)value);

    /// <summary>A value with all that is in it.</summary>
    private static string Described(object? value) => value switch
    {
        null => "-",
        DynamicObject data => $"{{{string.Concat(data.type.Fields.Select((field, place) => data[place] is { } item ? $"{field.Name}={Described(item)} " : ""))}}}",
        Array items => $"({string.Concat(items.Cast<object>().Select(Described))})",
        _ => FormattableString.Invariant($"{value}"),
    };
}
