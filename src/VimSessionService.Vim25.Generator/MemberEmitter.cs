namespace VimSessionService.Vim25.Generator;

/// <summary>What the fields of a data object and the parameters of a method have in common: how they are described, read and written.</summary>
internal static class MemberEmitter
{
    /// <summary>
    /// The statements that read members until there is none left, and the locals they leave behind. Where not all members are declared, others
    /// are skipped.
    /// </summary>
    public static void EmitReadLoop(SourceWriter source, IReadOnlyList<MemberModel> members, string typeName, string? receiver = null, bool skipsOthers = false)
    {
        foreach (var member in members)
            source.Line($"{LocalType(member.Type)} {member.Local} = null;");
        if (members.Count > 0)
            source.Line($"var metMembers = new global::VimSessionService.Vim25.Codec.MetMembers({members.Count});");
        source.Open("while (reader.NextMember(out var nextMember))").Open("switch (nextMember)");
        if (receiver is not null)
            source.Line("case \"_this\":").Line($"    reader.ReadTarget(\"{typeName}\", \"{receiver}\");").Line("    break;");
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            source.Line($"case \"{member.WireName}\":");
            source.Line($"    reader.Meet(ref metMembers, {i}, {Bool(member.Type.IsArray)}, \"{typeName}\", \"{member.WireName}\");");
            if (member.Type.IsArray)
            {
                source.Line($"    {member.Local} ??= [];").Line("    for (var more = reader.FirstItem(); more; more = reader.NextItem())");
                source.Line($"        {member.Local}.Add({ReadItem(member)});");
            }
            else
            {
                source.Line($"    {member.Local} = {ReadItem(member)};");
            }

            source.Line("    break;");
        }

        source.Line("default:");
        if (skipsOthers)
            source.Line("    reader.Skip();").Line("    break;");
        else
            source.Line($"    throw reader.Unexpected(\"{typeName}\", nextMember);");
        source.Close().Close();
    }

    /// <summary>The value of a member once all have been read.</summary>
    public static string Result(MemberModel member, string typeName)
    {
        var value = member.Type.IsNullable ? member.Local : $"VimReader.Required({member.Local}, \"{typeName}\", \"{member.WireName}\")";
        if (!member.Type.IsArray)
            return value;
        return member.Type.IsNullable ? $"{value}?.ToArray()" : $"{value}.ToArray()";
    }

    /// <summary>The statement that writes a member, guarded by its version and by its being set.</summary>
    public static void EmitWrite(SourceWriter source, MemberModel member, string containerSince)
    {
        var conditions = new List<string>();
        if (member.Since != containerSince && member.Since != "V2_0")
            conditions.Add($"writer.Version >= ApiVersion.{member.Since}");
        var value = member.Name;
        if (member.Type.IsNullable)
        {
            conditions.Add($"{member.Name} is {{ }} {member.Local}");
            value = member.Local;
        }

        if (conditions.Count > 0)
            source.Line($"if ({string.Join(" && ", conditions)})").Line("    " + WriteCall(member, value));
        else
            source.Line(WriteCall(member, value));
    }

    /// <summary>The expression that makes the <c>VimField</c>.</summary>
    public static string Field(MemberModel member, string container)
    {
        var further = new List<string>();
        if (member.Privilege is { } privilege)
            further.Add($"Privilege = \"{privilege}\"");
        if (member.RequiredUpTo is { } version)
            further.Add($"RequiredUpTo = ApiVersion.{version}");
        return $"new(\"{member.WireName}\", {member.Type.Reference}, ApiVersion.{member.Since}, {Bool(member.Type.IsNullable)}, " +
            $"{Bool(member.Secret)}, static o => (({container})o).{member.Name})" +
            (further.Count > 0 ? $" {{ {string.Join(", ", further)} }}" : "");
    }

    public static string Bool(bool value) => value ? "true" : "false";

    private static string LocalType(TypeModel type) => type.IsArray ? $"global::System.Collections.Generic.List<{type.CSharpItem}>?" : $"{type.CSharpItem}?";

    private static string ReadItem(MemberModel member) => member.Type.Kind switch
    {
        "Object" => $"({member.Type.CSharpItem})reader.ReadObject({member.Type.CSharpItem}.Schema)",
        "Enum" => $"VimEnums.Parse{member.Type.Name}(reader.ReadString(), \"{member.WireName}\")",
        "Reference" => $"reader.ReadReference(\"{member.Type.Name}\")",
        var kind => $"reader.Read{kind}()",
    };

    private static string WriteCall(MemberModel member, string value) => member.Type.Kind switch
    {
        "Any" when member.Type.IsArray => $"writer.WriteItems(\"{member.WireName}\"u8, {value});",
        "Any" => $"writer.WriteAny(\"{member.WireName}\"u8, {value});",
        "Object" => $"writer.Write(\"{member.WireName}\"u8, {value}, {member.Type.CSharpItem}.Schema);",
        "Enum" => $"writer.Write(\"{member.WireName}\"u8, {value}.ToWireName());",
        _ => $"writer.Write(\"{member.WireName}\"u8, {value});",
    };
}
