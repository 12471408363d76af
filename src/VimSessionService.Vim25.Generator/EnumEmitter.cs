namespace VimSessionService.Vim25.Generator;

/// <summary>The names of enumeration values on the wire.</summary>
internal static class EnumEmitter
{
    public static string Emit(List<EnumModel> models)
    {
        var source = new SourceWriter();
        source.Line("/// <summary>The names of enumeration values on the wire.</summary>");
        source.Open("public static class VimEnums");
        foreach (var model in models)
        {
            source.Line("/// <summary>The value's name on the wire.</summary>");
            source.Open($"public static string ToWireName(this {model.Name} value) => value switch");
            foreach (var value in model.Values)
                source.Line($"{model.Name}.{value.Name} => \"{value.WireName}\",");
            source.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(value)),").Close(";").Line();

            source.Line("/// <summary>The value of a name on the wire.</summary>");
            source.Open($"public static {model.Name} Parse{model.Name}(string text, string member) => text switch");
            foreach (var value in model.Values)
                source.Line($"\"{value.WireName}\" => {model.Name}.{value.Name},");
            source.Line($"_ => throw global::VimSessionService.Vim25.Codec.VimDecodeException.BadValue(member, \"{model.Name}\"),").Close(";").Line();
        }

        source.Line("/// <summary>Every enumeration with its values.</summary>");
        source.Open("public static global::System.Collections.Generic.IReadOnlyList<(string Name, ApiVersion Since, string[] Values)> All { get; } = new (string, ApiVersion, string[])[]");
        foreach (var model in models)
            source.Line($"(\"{model.Name}\", ApiVersion.{model.Since}, [{string.Join(", ", model.Values.Select(v => $"\"{v.WireName}\""))}]),");
        source.Close(";").Line();

        source.Line("/// <summary>The type and the wire name of a boxed value; null when it is no enumeration of the API.</summary>");
        source.Open("public static (string Type, string Value)? Describe(object value) => value switch");
        foreach (var model in models)
            source.Line($"{model.Name} v => (\"{model.Name}\", v.ToWireName()),");
        source.Line("_ => null,").Close(";").Line();

        source.Line("/// <summary>The value of a named enumeration; null when there is no such enumeration.</summary>");
        source.Open("public static object? Parse(string type, string text, string member) => type switch");
        foreach (var model in models)
            source.Line($"\"{model.Name}\" => Parse{model.Name}(text, member),");
        source.Line("_ => null,").Close(";");
        return source.Close().ToString();
    }
}
