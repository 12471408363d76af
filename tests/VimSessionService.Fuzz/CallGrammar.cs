using System.Globalization;
using System.Text;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Fuzz;

/// <summary>
/// Writes calls from the declarations of the API: every method, with arguments of the declared types, present or absent as their declaration
/// allows, and now and then otherwise.
/// </summary>
internal sealed class CallGrammar
{
    private const int MostDepth = 5;

    /// <summary>Values that mean something to the service, beside random ones.</summary>
    private static readonly string[] Texts =
    [
        "", "a", "Administrator@vsphere.local", "reader", "root", "secret", "en", "en_US", "zz_ZZ", "SessionManager", "currentSession", "currentSession.key", "sessionList",
        "sessionList[\"52\"]", "content.about.version", "view", "childEntity", "name", "parent", "latestPage", "setting", "System.View", "Sessions.TerminateSession", "Admin",
        "config.vmacore.soap.sessionTimeout", "event.maxAge", "com.example.a", "cst-VCT-52", "YQ==", "GET", "https://vc/folder/a", "Folder", "ManagedEntity", "vim.event.EventEx",
        "\u00e9\u65e5\U0001F600", "..", "%s%n", "]]>", "&amp;", "\t\n",
        TestKeys.EllipticHolder.ExportCertificatePem(), "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
    ];

    private static readonly (string Type, string Value)[] References =
    [
        ("SessionManager", "SessionManager"), ("ServiceInstance", "ServiceInstance"), ("PropertyCollector", "propertyCollector"), ("Folder", "group-d1"), ("Folder", "group-v3"),
        ("Datacenter", "datacenter-2"), ("ViewManager", "ViewManager"), ("EventManager", "EventManager"), ("OptionManager", "VpxSettings"), ("ExtensionManager", "ExtensionManager"),
        ("AuthorizationManager", "AuthorizationManager"), ("UserDirectory", "UserDirectory"), ("SearchIndex", "SearchIndex"), ("LocalizationManager", "LocalizationManager"),
        ("VirtualMachine", "vm-1"), ("Folder", "group-d99"), ("LicenseManager", "LicenseManager"), ("TaskManager", "TaskManager"),
    ];

    private static readonly VimType[] Types = [.. VimTypes.Names.Select(static name => VimTypes.Find(name)!)];

    private static readonly VimMethod[] Methods = [.. VimManagedTypes.All.SelectMany(static type => type.Methods)];

    /// <summary>The methods of types that there are objects of.</summary>
    private static readonly VimMethod[] Answered = [.. Methods.Where(static method => Array.Exists(References, reference => reference.Type == method.Receiver) || method.Receiver is "ManagedEntity" or "ManagedObject")];

    /// <summary>Objects that calls have made, as their answers named them.</summary>
    private readonly List<(string Type, string Value)> _made = [];

    /// <summary>Takes note of the references in an answer.</summary>
    public void Learn(string answer)
    {
        const string Mark = " type=\"";
        for (var at = answer.IndexOf(Mark, StringComparison.Ordinal); at >= 0 && _made.Count < 200; at = answer.IndexOf(Mark, at + 1, StringComparison.Ordinal))
        {
            var end = answer.IndexOf('"', at + Mark.Length);
            var open = answer.IndexOf('>', at);
            var close = open < 0 ? -1 : answer.IndexOf('<', open);
            if (end > 0 && close > open && close - open < 80)
                _made.Add((answer[(at + Mark.Length)..end], answer[(open + 1)..close]));
        }
    }

    /// <summary>Writes the content of a SOAP body.</summary>
    public string Write(Random random)
    {
        var from = random.Next(10) == 0 ? Methods : Answered;
        var method = from[random.Next(from.Length)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<{method.Name} xmlns=\"urn:vim25\">");
        WriteReference(text, "_this", random.Next(8) == 0 ? "" : method.Receiver, random);
        foreach (var parameter in method.Parameters)
            WriteField(text, parameter, random, 0);
        return text.Append(CultureInfo.InvariantCulture, $"</{method.Name}>").ToString();
    }

    private void WriteField(StringBuilder text, VimField field, Random random, int depth)
    {
        if (field.Optional ? random.Next(3) != 0 || depth > MostDepth : random.Next(200) == 0)
            return;
        for (var count = field.Type.IsArray ? random.Next(3) : 1; count > 0; count--)
            WriteValue(text, field.Name, field.Type, random, depth);
    }

    private void WriteValue(StringBuilder text, string name, VimTypeRef type, Random random, int depth)
    {
        switch (type.Kind)
        {
            case VimKind.Reference:
                WriteReference(text, name, type.Name, random);
                break;
            case VimKind.Object when depth <= MostDepth:
                WriteObject(text, name, type.Object, random, depth);
                break;
            case VimKind.Any:
                text.Append(CultureInfo.InvariantCulture, $"<{name} xsi:type=\"{AnyTypes[random.Next(AnyTypes.Length)]}\">{Value(VimKind.Int, random)}</{name}>");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"<{name}>{Value(type.Kind, random)}</{name}>");
                break;
        }
    }

    private static readonly string[] AnyTypes = ["xsd:int", "xsd:string", "xsd:boolean", "xsd:long", "xsd:dateTime", "ArrayOfString", "ArrayOfInt", "OptionValue", "ManagedObjectReference", "UserSession", "xsd:none", "none"];

    private void WriteObject(StringBuilder text, string name, VimType declared, Random random, int depth)
    {
        var known = Types.Where(type => type.Is(declared)).ToArray();
        var type = random.Next(3) == 0 ? known[random.Next(known.Length)] : declared;
        text.Append(CultureInfo.InvariantCulture, $"<{name}");
        if (type != declared || random.Next(4) == 0)
            text.Append(CultureInfo.InvariantCulture, $" xsi:type=\"{type.Name}\"");
        text.Append('>');
        foreach (var field in Chain(type).Reverse().SelectMany(static part => part.Fields))
            WriteField(text, field, random, depth + 1);
        text.Append(CultureInfo.InvariantCulture, $"</{name}>");
    }

    private static IEnumerable<VimType> Chain(VimType type)
    {
        for (var part = type; part is not null; part = part.Base)
            yield return part;
    }

    private void WriteReference(StringBuilder text, string name, string wanted, Random random)
    {
        var known = References.Concat(_made).Where(reference => wanted is "" or "ManagedObject" or "ManagedEntity" || reference.Type == wanted).ToArray();
        if (known.Length == 0 || random.Next(20) == 0)
            known = References;
        var (type, value) = known[random.Next(known.Length)];
        text.Append(CultureInfo.InvariantCulture, $"<{name} type=\"{type}\">{value}</{name}>");
    }

    private static string Value(VimKind kind, Random random) => kind switch
    {
        VimKind.Boolean => Pick(random, "true", "false", "true", "false", "1", "0", "maybe"),
        VimKind.DateTime => Pick(random, "2024-02-03T04:05:06Z", "2024-02-03T04:05:06.123+02:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2024-02-30T00:00:00Z"),
        VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long => Pick(random, "0", "1", "1", "2", "10", "-1", "2147483647", "-2147483648", "9223372036854775807", "1e3"),
        VimKind.Float or VimKind.Double => Pick(random, "0", "-1.5", "1e308", "NaN", "INF"),
        VimKind.Binary => Pick(random, "", "YQ==", "YQ", "!!!!"),
        _ => System.Security.SecurityElement.Escape(Texts[random.Next(Texts.Length)]),
    };

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
