using Microsoft.CodeAnalysis.Text;
using VimSessionService.Vim25.Generator.Diagnostics;

namespace VimSessionService.Vim25.Generator;

/// <summary>A name of the API on the wire and in the vendor's modelling language.</summary>
/// <param name="Kind"><c>managed</c> or <c>method</c>.</param>
/// <param name="Base">The managed type's base; <c>-</c> for the root.</param>
/// <param name="Since">The version that introduced the managed type.</param>
internal sealed record VmodlName(string Kind, string Name, string Vmodl, string Base, string Since)
{
    /// <summary>The member of <c>ApiVersion</c>.</summary>
    public string Version => "V" + Since.Replace('.', '_').ToUpperInvariant();

    /// <summary>Reads <c>vmodl-names.txt</c>; its first lines say what a line is.</summary>
    public static VmodlNameFile Read(string path, SourceText? text)
    {
        var names = new List<VmodlName>();
        var problems = new List<DiagnosticInfo>();
        var known = new HashSet<(string Kind, string Name)>();
        foreach (var line in text?.Lines ?? Enumerable.Empty<TextLine>())
        {
            var content = line.ToString().TrimEnd();
            if (content.Length == 0 || content[0] == '#')
                continue;
            if (Parse(content.Split(' ')) is { } name && known.Add((name.Kind, name.Name)))
                names.Add(name);
            else
                problems.Add(new(Descriptors.BadNameLine, new LocationInfo(path, line.Span, text!.Lines.GetLinePositionSpan(line.Span)), new([content])));
        }

        return new(new(names), new(problems));
    }

    private static VmodlName? Parse(string[] parts) => (parts[0], parts.Length) switch
    {
        ("managed", 5) => new(parts[0], parts[1], parts[2], parts[3], parts[4]),
        ("method", 3) => new(parts[0], parts[1], parts[2], "", ""),
        _ => null,
    };
}

/// <summary>What <c>vmodl-names.txt</c> says.</summary>
internal sealed record VmodlNameFile(EquatableArray<VmodlName> Names, EquatableArray<DiagnosticInfo> Problems);

/// <summary>Look-ups of the names in <c>vmodl-names.txt</c>.</summary>
internal static class VmodlNameEmitter
{
    public static string Emit(IReadOnlyList<VmodlName> names)
    {
        var source = new SourceWriter();
        source.Open("public static partial class VmodlNames");
        source.Line("/// <summary>The managed type of a name on the wire; null when no server has it.</summary>");
        source.Open("public static ManagedTypeName? FindManaged(string name) => name switch");
        foreach (var name in names)
        {
            if (name.Kind == "managed")
                source.Line($"\"{name.Name}\" => new(\"{name.Name}\", \"{name.Vmodl}\", {(name.Base == "-" ? "null" : $"\"{name.Base}\"")}, ApiVersion.{name.Version}),");
        }

        source.Line("_ => null,").Close(";").Line();
        source.Line("/// <summary>The vmodl name of a method; null when it is not listed.</summary>");
        source.Open("private static string? MethodOrNull(string name) => name switch");
        foreach (var name in names)
        {
            if (name.Kind == "method")
                source.Line($"\"{name.Name}\" => \"{name.Vmodl}\",");
        }

        source.Line("_ => null,").Close(";");
        return source.Close().ToString();
    }
}
