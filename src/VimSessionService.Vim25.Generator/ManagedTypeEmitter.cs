namespace VimSessionService.Vim25.Generator;

/// <summary>The class that a service derives its managed object from: a virtual member for each declared one, and the dispatch to them.</summary>
internal static class ManagedTypeEmitter
{
    public static string Emit(ManagedModel model)
    {
        var source = new SourceWriter();
        EmitSchema(source, model);
        if (model.BaseName is not null)
            EmitSkeleton(source, model);
        return source.ToString();
    }

    private static void EmitSchema(SourceWriter source, ManagedModel model)
    {
        source.Open("public static partial class VimManagedTypes");
        source.Line($"/// <summary>The declaration of {model.Name}.</summary>");
        source.Line($"public static VimManagedType {model.Name} => {model.Name}Schema.Value;").Close().Line();

        // A class of its own, so that a base type's description is made before those that extend it.
        source.Open($"file static class {model.Name}Schema");
        source.Line("public static readonly VimManagedType Value = new(");
        source.Line($"    \"{model.Name}\", \"{model.VmodlName}\", ApiVersion.{model.Since}, {(model.BaseName is null ? "null" : "VimManagedTypes." + model.BaseName)}, true,");
        source.Line("    [");
        foreach (var p in model.Properties)
        {
            source.Line($"        new(\"{p.WireName}\", {p.Type.Reference}, ApiVersion.{p.Since}, " +
                $"{(p.Privilege is null ? "null" : $"\"{p.Privilege}\"")}, {MemberEmitter.Bool(p.Type.IsNullable)}),");
        }

        source.Line("    ],").Line("    [");
        foreach (var method in model.Methods)
            source.Line($"        {method.Name}Request.Method,");
        source.Line("    ]);").Close().Line();
    }

    private static void EmitSkeleton(SourceWriter source, ManagedModel model)
    {
        var baseClass = (model.BaseName == "ManagedObject" ? "ManagedObject" : model.BaseName + "Base") + "<TCall>";
        source.Line($"/// <summary>What a service derives its {model.Name} from.</summary>");
        source.Open($"public abstract class {model.Skeleton}<TCall>(ManagedObjectReference reference) : {baseClass}(reference) where TCall : class");
        source.Line("/// <inheritdoc/>").Line($"public override VimManagedType Type => VimManagedTypes.{model.Name};").Line();

        var properties = model.Properties.Where(p => !p.IsUndeclared).ToList();
        foreach (var p in properties)
            source.Line($"protected virtual global::System.Threading.Tasks.ValueTask<{p.Type.CSharpNullable}> Get{p.Name}(TCall call) => default;").Line();

        foreach (var m in model.Methods)
        {
            var parameters = string.Concat(m.Parameters.Select(p => $", {p.Type.CSharp} {p.Local}"));
            source.Line($"protected virtual {ResultOf(m)} {m.Name}(TCall call{parameters}) => throw NotEmulated(\"{m.WireName}\");").Line();
        }

        if (properties.Count > 0)
        {
            source.Line("/// <inheritdoc/>");
            source.Open("public override global::System.Threading.Tasks.ValueTask<object?> ReadPropertyAsync(string name, TCall call) => name switch");
            foreach (var p in properties)
            {
                source.Line(p.Type is { IsArray: true, Kind: "Object" }
                    ? $"\"{p.WireName}\" => BoxArray(Get{p.Name}(call), {p.Type.CSharpItem}.Schema),"
                    : $"\"{p.WireName}\" => Box(Get{p.Name}(call)),");
            }

            source.Line("_ => base.ReadPropertyAsync(name, call),").Close(";").Line();
        }

        if (model.Methods.Count > 0)
        {
            source.Line("/// <inheritdoc/>");
            source.Open("public override global::System.Threading.Tasks.ValueTask<MethodResult> InvokeAsync(VimRequest request, TCall call) => request switch");
            foreach (var m in model.Methods)
            {
                var arguments = string.Concat(m.Parameters.Select(p => $", r.{p.Name}"));
                source.Line($"{m.Name}Request{(m.Parameters.Count > 0 ? " r" : "")} => Answer({m.Name}(call{arguments})),");
            }

            source.Line("_ => base.InvokeAsync(request, call),").Close(";");
        }

        source.Close();
    }

    /// <summary>What the member of a method returns: beside the result what became of the session, where it does something to it.</summary>
    private static string ResultOf(MethodModel method) => method switch
    {
        { Returns: { } returns } when method.OpensSession || method.EndsSession => $"global::System.Threading.Tasks.ValueTask<SessionResult<{returns.CSharp}>>",
        { OpensSession: true } or { EndsSession: true } => "global::System.Threading.Tasks.ValueTask<SessionChange>",
        { Returns: { } returns } => $"global::System.Threading.Tasks.ValueTask<{returns.CSharp}>",
        _ => "global::System.Threading.Tasks.ValueTask",
    };
}
