namespace VimSessionService.Vim25.Generator;

/// <summary>A class for the arguments of each method, with the method's description.</summary>
internal static class RequestEmitter
{
    public static string Emit(ManagedModel model)
    {
        var source = new SourceWriter();
        foreach (var method in model.Methods)
            EmitRequest(source, model, method);
        return source.ToString();
    }

    private static void EmitRequest(SourceWriter source, ManagedModel model, MethodModel method)
    {
        var name = method.Name + "Request";
        source.Line($"/// <summary>The arguments of {model.Name}.{method.WireName}.</summary>");
        source.Open($"public sealed class {name} : VimRequest");

        var faults = string.Join(", ", method.Faults.Select(f => $"\"{f}\""));
        source.Line("/// <summary>The method's declaration.</summary>");
        source.Line("public static VimMethod Method { get; } = new(");
        source.Line($"    \"{method.WireName}\", \"{model.Name}\", ApiVersion.{method.Since}, {Quote(method.Privilege)},");
        source.Line("    [");
        foreach (var parameter in method.Parameters)
            source.Line($"        {MemberEmitter.Field(parameter, name)},");
        source.Line("    ],");
        source.Line($"    {method.Returns?.Reference.Replace("new(", "new VimTypeRef(") ?? "null"}, {MemberEmitter.Bool(method.Returns?.IsNullable ?? true)}, " +
            $"{MemberEmitter.Bool(method.ReturnsSecret)}, [{faults}], {MemberEmitter.Bool(!method.IsUndeclared && !method.IsUndocumented)}, {MemberEmitter.Bool(method.ReadsSecurityHeader)}, " +
            "static reader => ReadFrom(reader));").Line();

        foreach (var parameter in method.Parameters)
            source.Line($"public {(parameter.Type.IsNullable ? "" : "required ")}{parameter.Type.CSharp} {parameter.Name} {{ get; init; }}").Line();

        source.Line("/// <inheritdoc/>").Line("public override VimMethod GetMethod() => Method;").Line();

        source.Line("/// <summary>Reads the arguments from the element that the reader stands on.</summary>");
        source.Open($"public static {name} ReadFrom(VimReader reader)");
        var typeName = method.WireName + "RequestType";
        MemberEmitter.EmitReadLoop(source, method.Parameters.ToList(), typeName, model.Name, skipsOthers: method.IsUndeclared);
        source.Open($"return new {name}");
        foreach (var parameter in method.Parameters)
            source.Line($"{parameter.Name} = {MemberEmitter.Result(parameter, typeName)},");
        source.Close(";");
        source.Close().Close().Line();
    }

    private static string Quote(string? text) => text is null ? "null" : $"\"{text}\"";
}
