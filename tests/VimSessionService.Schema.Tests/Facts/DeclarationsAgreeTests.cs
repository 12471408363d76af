using VimSessionService.Vim25;

namespace VimSessionService.Schema.Tests.Facts;

/// <summary>The declarations in C# and the facts of the whole API say the same.</summary>
public sealed class DeclarationsAgreeTests
{
    private static readonly WholeApi Api = new();

    public static TheoryData<string> Types => [.. VimTypes.Names];

    public static TheoryData<string> ManagedTypes => [.. VimManagedTypes.All.Select(static type => type.Name)];

    public static TheoryData<string> Enums => [.. VimEnums.All.Select(static declared => declared.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_data_type_has_the_same_base_version_and_fields(string name) =>
        Assert.Equal(Lines(VimTypes.Find(name)!), Lines(Api.FindType(name)!));

    [Theory]
    [MemberData(nameof(ManagedTypes))]
    public void A_managed_type_has_the_same_base_version_and_properties(string name) =>
        Assert.Equal(Properties(VimManagedTypes.Find(name)!, withTypes: false), Properties(Api.FindManagedType(name)!, withTypes: false));

    [Theory]
    [MemberData(nameof(ManagedTypes))]
    public void A_property_whose_type_is_declared_has_the_same_type(string name)
    {
        var facts = Api.FindManagedType(name)!;
        var undeclared = typeof(UserSession).Assembly.GetType($"VimSessionService.Vim25.I{name}")!.GetProperties()
            .Where(static property => Attribute.IsDefined(property, typeof(UndeclaredAttribute)))
            .Select(static property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).ToHashSet(StringComparer.Ordinal);
        Assert.All(VimManagedTypes.Find(name)!.Properties.Where(property => !undeclared.Contains(property.Name)), property =>
            Assert.Equal(Text(property.Type), Text(facts.FindProperty(property.Name)!.Type)));
    }

    [Theory]
    [MemberData(nameof(ManagedTypes))]
    public void A_managed_type_has_the_same_published_methods(string name)
    {
        var declared = VimManagedTypes.Find(name)!.Methods.Where(static method => method.IsPublished).Select(Line);
        var facts = Api.FindManagedType(name)!.Methods.ToDictionary(static method => method.Name, Line, StringComparer.Ordinal);
        Assert.All(declared, line => Assert.Equal(line, facts[line[..line.IndexOf(' ', StringComparison.Ordinal)]]));
    }

    [Theory]
    [MemberData(nameof(ManagedTypes))]
    public void What_is_not_published_is_undeclared_or_undocumented(string name)
    {
        var published = VimManagedTypes.Find(name)!.Methods.Where(static method => method.IsPublished).Select(static method => method.Name);
        var rest = Api.FindManagedType(name)!.Methods.Select(static method => method.Name).Except(published, StringComparer.Ordinal);
        Assert.All(rest, method => Assert.True(VimManagedTypes.FindMethod(method) is null or { IsPublished: false }, method));
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void An_enumeration_has_the_same_version_and_values(string name)
    {
        var (_, since, values) = VimEnums.All.First(declared => declared.Name == name);
        var facts = Api.FindEnum(name)!;
        Assert.Equal((since, string.Join(' ', values)), (facts.Since, string.Join(' ', facts.Values)));
    }

    private static string Lines(VimType type) =>
        $"{type.Name} : {type.Base?.Name} {type.Since.Name()}\n{string.Join('\n', type.Fields.Select(Line))}";

    private static string Properties(VimManagedType type, bool withTypes) =>
        $"{type.Name} : {type.Base?.Name} {type.Since.Name()}\n" + string.Join('\n', type.Properties.Select(property =>
            $"{property.Name} {(withTypes ? Text(property.Type) : "")} {property.Since.Name()} {property.Privilege}"));

    private static string Line(VimMethod method) =>
        $"{method.Name} {method.Since.Name()} {method.Privilege} {(method.Returns is { } type ? Text(type) : "")} {method.ReturnsOptional} {method.ReturnsSecret} " +
        $"[{string.Join(' ', method.Faults)}] {string.Join("; ", method.Parameters.Select(Line))}";

    private static string Line(VimField field) =>
        $"{field.Name} {Text(field.Type)} {field.Since.Name()}{(field.Optional ? " ?" : "")}{(field.Secret ? " !" : "")} {field.Privilege} {field.RequiredUpTo?.Name()}";

    private static string Text(VimTypeRef type) => $"{type.Kind} {type.Name}{(type.IsArray ? "[]" : "")}";
}
