using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>Writes members with values of their declared types.</summary>
internal static class SoundValue
{
    /// <summary>A member with a value that holds what it has to.</summary>
    public static string Write(VimField field)
    {
        var (name, type) = (field.Name, field.Type);
        return type.Kind switch
        {
            VimKind.Object => $"<{name}>{string.Concat(FieldsOf(type.Object).Where(static member => !member.Optional).Select(Write))}</{name}>",
            VimKind.Reference => $"<{name} type=\"{type.Name}\">x</{name}>",
            VimKind.Any => $"<{name} xsi:type=\"xsd:string\">x</{name}>",
            VimKind.String => $"<{name}>x</{name}>",
            VimKind.Enum => $"<{name}>{VimEnums.All.First(known => known.Name == type.Name).Values[0]}</{name}>",
            VimKind.DateTime => $"<{name}>2024-02-03T04:05:06Z</{name}>",
            VimKind.Binary => $"<{name}>AAAA</{name}>",
            _ => $"<{name}>1</{name}>",
        };
    }

    /// <summary>The members of a data object in their order.</summary>
    public static IEnumerable<VimField> FieldsOf(VimType type) => type.Base is { } known ? FieldsOf(known).Concat(type.Fields) : type.Fields;
}
