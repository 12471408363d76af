namespace VimSessionService.Vim25.Generator;

/// <summary>The generated half of a data object: its description, and how it is read and written.</summary>
internal static class DataObjectEmitter
{
    public static string Emit(DataModel model)
    {
        var source = new SourceWriter();
        var hides = model.HasBase ? "new " : "";
        source.Open($"partial record {model.Name}");

        source.Line("/// <summary>The description of this type.</summary>");
        source.Line($"public static {hides}VimType Schema {{ get; }} = new(");
        source.Line($"    \"{model.Name}\", \"{model.VmodlName}\", ApiVersion.{model.Since}, {(model.HasBase ? model.BaseName + ".Schema" : "null")}, static reader => ReadFrom(reader),");
        source.Line("    [");
        foreach (var member in model.Own)
            source.Line($"        {MemberEmitter.Field(member, model.Name)},");
        source.Line("    ]);").Line();

        source.Line("/// <inheritdoc/>");
        source.Line("public override VimType GetSchema() => Schema;").Line();

        source.Line("/// <summary>Reads a value whose element the reader stands on.</summary>");
        source.Open($"public static {hides}{model.Name} ReadFrom(VimReader reader)");
        MemberEmitter.EmitReadLoop(source, model.All.ToList(), model.Name);
        source.Open($"return new {model.Name}");
        foreach (var member in model.All)
            source.Line($"{member.Name} = {MemberEmitter.Result(member, model.Name)},");
        source.Close(";").Close().Line();

        source.Line("/// <inheritdoc/>");
        source.Open("public override void WriteMembers(VimWriter writer)");
        if (model.HasBase)
            source.Line("base.WriteMembers(writer);");
        foreach (var member in model.Own)
            MemberEmitter.EmitWrite(source, member, model.Since);
        source.Close();

        return source.Close().ToString();
    }
}
