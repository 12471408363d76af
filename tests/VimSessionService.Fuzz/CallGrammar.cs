using System.Globalization;
using System.Text;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;

namespace VimSessionService.Fuzz;

/// <summary>
/// Writes calls from the declarations of the API: every method, with arguments of the declared types, present or absent as their declaration
/// allows, and now and then otherwise.
/// </summary>
internal sealed class CallGrammar
{
    private const int MostDepth = 5;

    /// <summary>How many objects that calls have made are called again.</summary>
    private const int MostMade = 20;

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
        ("LicenseManager", "LicenseManager"), ("TaskManager", "TaskManager"),
    ];

    /// <summary>Objects that do not exist.</summary>
    private static readonly (string Type, string Value)[] Missing = [("VirtualMachine", "vm-1"), ("Folder", "group-d99"), ("ListView", "session[52]52")];

    /// <summary>The version of the service and of most calls.</summary>
    private const ApiVersion Version = ApiVersion.V8_0_3_0;

    private static readonly VimType[] Types = [.. VimTypes.Names.Select(static name => VimTypes.Find(name)!).Where(static type => type.Since <= Version)];

    private static readonly VimMethod[] Methods = [.. VimManagedTypes.All.SelectMany(static type => type.Methods).Where(static method => method.Since <= Version)];

    /// <summary>The methods of types that there are objects of.</summary>
    private static readonly VimMethod[] Answered = [.. Methods.Where(static method => Array.Exists(References, reference => Is(reference.Type, method.Receiver)) || method.Receiver.EndsWith("View", StringComparison.Ordinal) || method.Receiver.EndsWith("Collector", StringComparison.Ordinal) || method.Receiver == "PropertyFilter")];

    /// <summary>What makes the objects that a method is called on, where there are none at the start.</summary>
    private static readonly VimMethod[] Makers = [.. Answered.Where(static method => method.Name.StartsWith("Create", StringComparison.Ordinal) && method.Returns?.Kind == VimKind.Reference && method.Receiver != "Folder")];

    /// <summary>Objects that calls have made, as their answers named them.</summary>
    private readonly List<(string Type, string Value)> _made = [];

    /// <summary>Takes note of the object that a call has made, as its answer names it.</summary>
    public void Learn(string answer)
    {
        const string Mark = "<returnval type=\"";
        var at = answer.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
            return;
        var end = answer.IndexOf('"', at + Mark.Length);
        var open = answer.IndexOf('>', at);
        var close = open < 0 ? -1 : answer.IndexOf('<', open);
        if (end > 0 && close > open && close - open < 80)
            _made.Add((answer[(at + Mark.Length)..end], answer[(open + 1)..close]));
        if (_made.Count > MostMade)
            _made.RemoveAt(0);
    }

    /// <summary>Forgets the objects of a session that has ended.</summary>
    public void Forget() => _made.Clear();

    /// <summary>Writes the content of a SOAP body.</summary>
    public string Write(Random random)
    {
        var from = random.Next(10) == 0 ? Methods : Answered;
        var method = from[random.Next(from.Length)];
        if (random.Next(20) != 0 && !References.Concat(_made).Any(reference => Is(reference.Type, method.Receiver)))
            method = Makers[random.Next(Makers.Length)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<{method.Name} xmlns=\"urn:vim25\">");
        WriteReference(text, "_this", random.Next(20) == 0 ? "" : method.Receiver, random);
        foreach (var parameter in method.Parameters)
            WriteField(text, parameter, random, 0);
        return text.Append(CultureInfo.InvariantCulture, $"</{method.Name}>").ToString();
    }

    private void WriteField(StringBuilder text, VimField field, Random random, int depth)
    {
        if (field.Since > Version && random.Next(20) != 0)
            return;
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
                var (said, kind) = AnyTypes[random.Next(AnyTypes.Length)];
                text.Append(CultureInfo.InvariantCulture, $"<{name} xsi:type=\"{said}\">{Value(kind, random)}</{name}>");
                break;
            case VimKind.Enum when random.Next(30) != 0:
                text.Append(CultureInfo.InvariantCulture, $"<{name}>{Pick(random, Enums[type.Name])}</{name}>");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"<{name}>{Value(type.Kind, random)}</{name}>");
                break;
        }
    }

    private static readonly (string Type, VimKind Kind)[] AnyTypes =
    [
        ("xsd:int", VimKind.Int), ("xsd:int", VimKind.Int), ("xsd:string", VimKind.String), ("xsd:string", VimKind.String), ("xsd:string", VimKind.String), ("xsd:boolean", VimKind.Boolean), ("xsd:boolean", VimKind.Boolean),
        ("xsd:long", VimKind.Int), ("xsd:dateTime", VimKind.DateTime), ("ManagedObjectReference", VimKind.String), ("ArrayOfString", VimKind.String), ("OptionValue", VimKind.Int), ("UserSession", VimKind.Int), ("none", VimKind.Int),
    ];

    private static readonly Dictionary<string, string[]> Enums = VimEnums.All.ToDictionary(static each => each.Name, static each => each.Values, StringComparer.Ordinal);

    private void WriteObject(StringBuilder text, string name, VimType declared, Random random, int depth)
    {
        var known = Types.Where(type => type.Is(declared)).ToArray();
        var type = known.Length > 0 && random.Next(3) == 0 ? known[random.Next(known.Length)] : declared;
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
        var known = References.Concat(_made).Where(reference => wanted.Length == 0 || Is(reference.Type, wanted)).ToArray();
        if (known.Length == 0 || random.Next(30) == 0)
            known = [.. References, .. Missing];
        var (type, value) = known[random.Next(known.Length)];
        text.Append(CultureInfo.InvariantCulture, $"<{name} type=\"{type}\">{value}</{name}>");
    }

    /// <summary>A value of a kind, now and then one that is none.</summary>
    private static string Value(VimKind kind, Random random) => random.Next(40) == 0 ? BadValue(kind, random) : kind switch
    {
        VimKind.Boolean => Pick(random, "true", "false", "true", "false", "1", "0"),
        VimKind.DateTime => Pick(random, "2024-02-03T04:05:06Z", "2024-02-03T04:05:06.123+02:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
        VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long => Pick(random, "0", "1", "1", "2", "10", "-1"),
        VimKind.Float or VimKind.Double => Pick(random, "0", "-1.5", "1e308", "NaN", "INF"),
        VimKind.Binary => Pick(random, "", "YQ=="),
        _ => System.Security.SecurityElement.Escape(Texts[random.Next(Texts.Length)]),
    };

    private static string BadValue(VimKind kind, Random random) => kind switch
    {
        VimKind.Boolean => "maybe",
        VimKind.DateTime => "2024-02-30T00:00:00Z",
        VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long => Pick(random, "2147483647", "-2147483648", "9223372036854775807", "1e3"),
        VimKind.Binary => Pick(random, "YQ", "!!!!"),
        _ => "",
    };

    /// <summary>Whether a managed type is another one, or extends it.</summary>
    private static bool Is(string type, string wanted) => VimManagedTypes.Find(type)?.Is(wanted) ?? type == wanted;

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
