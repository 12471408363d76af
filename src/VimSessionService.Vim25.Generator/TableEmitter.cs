namespace VimSessionService.Vim25.Generator;

/// <summary>Look-ups by the name on the wire.</summary>
internal static class TableEmitter
{
    public static string EmitTypes(IEnumerable<DataModel> models)
    {
        var source = new SourceWriter();
        source.Line("/// <summary>Every data object type and fault.</summary>");
        source.Open("public static class VimTypes");
        var names = new List<string>();
        source.Line("/// <summary>Finds a type by its name on the wire.</summary>");
        source.Open("public static VimType? Find(string name) => name switch");
        foreach (var model in models)
        {
            names.Add(model.Name);
            source.Line($"\"{model.Name}\" => {model.Name}.Schema,");
        }

        source.Line("_ => null,").Close(";").Line();
        source.Line("/// <summary>Every type's name.</summary>");
        source.Open("public static global::System.Collections.Generic.IReadOnlyList<string> Names { get; } = new string[]");
        foreach (var name in names)
            source.Line($"\"{name}\",");
        return source.Close(";").Close().ToString();
    }

    public static string EmitManaged(IReadOnlyList<ManagedModel> models)
    {
        var source = new SourceWriter();
        source.Open("public static partial class VimManagedTypes");
        source.Line("/// <summary>Finds a type by its name on the wire.</summary>");
        source.Open("public static VimManagedType? Find(string name) => name switch");
        foreach (var model in models)
            source.Line($"\"{model.Name}\" => {model.Name},");
        source.Line("_ => null,").Close(";").Line();

        source.Line("/// <summary>Finds a method by its name on the wire, which no two methods share.</summary>");
        source.Open("public static VimMethod? FindMethod(string name) => name switch");
        foreach (var model in models)
        {
            foreach (var method in model.Methods)
                source.Line($"\"{method.WireName}\" => {method.Name}Request.Method,");
        }

        source.Line("_ => null,").Close(";").Line();
        source.Line("/// <summary>Every managed object type that is declared.</summary>");
        source.Open("public static global::System.Collections.Generic.IReadOnlyList<VimManagedType> All => new VimManagedType[]");
        foreach (var model in models)
            source.Line($"{model.Name},");
        return source.Close(";").Close().ToString();
    }
}
