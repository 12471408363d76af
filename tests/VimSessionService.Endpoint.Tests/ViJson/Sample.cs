using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Arguments of every declared type, as XML: each member once, an optional one where it is not too deep.</summary>
internal static class Sample
{
    private const int MostDepth = 2;

    private static readonly Dictionary<string, (string Type, string Value)> References = new(StringComparer.Ordinal)
    {
        ["ManagedEntity"] = ("Folder", "group-d1"),
        ["Folder"] = ("Folder", "group-d1"),
        ["Datacenter"] = ("Datacenter", "datacenter-2"),
        ["ManagedObject"] = ("SessionManager", "SessionManager"),
    };

    public static string Of(IEnumerable<VimField> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
            Write(text, field, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, VimField field, int depth)
    {
        if (field.Name is "dynamicType" or "dynamicProperty" || (field.Optional && depth >= MostDepth))
            return;
        switch (field.Type.Kind)
        {
            case VimKind.Object when depth > MostDepth + 3:
                return;
            case VimKind.Object:
                text.Append('<').Append(field.Name).Append('>');
                foreach (var member in SoapAsJson.FieldsOf(field.Type.Object))
                    Write(text, member, depth + 1);
                text.Append("</").Append(field.Name).Append('>');
                return;
            case VimKind.Reference:
                var (type, value) = References.GetValueOrDefault(field.Type.Name, ("Folder", "group-d1"));
                text.Append('<').Append(field.Name).Append(" type=\"").Append(type).Append("\">").Append(value);
                break;
            case VimKind.Any:
                text.Append('<').Append(field.Name).Append(" xsi:type=\"xsd:string\">a");
                break;
            default:
                text.Append('<').Append(field.Name).Append('>').Append(Value(field.Type));
                break;
        }

        text.Append("</").Append(field.Name).Append('>');
    }

    private static string Value(VimTypeRef type) => type.Kind switch
    {
        VimKind.Boolean => "true",
        VimKind.DateTime => "2024-02-03T04:05:06Z",
        VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long or VimKind.Float or VimKind.Double => "1",
        VimKind.Binary => "YQ==",
        VimKind.Enum => VimEnums.All.Single(each => each.Name == type.Name).Values[0],
        _ => "a",
    };
}
