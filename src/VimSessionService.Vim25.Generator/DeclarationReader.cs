using Microsoft.CodeAnalysis;
using static VimSessionService.Vim25.Generator.DeclarationSymbols;

namespace VimSessionService.Vim25.Generator;

/// <summary>Reads the declarations: what C# already says (order, nullability, inheritance) is not said again in an attribute.</summary>
internal static class DeclarationReader
{
    public static DataModel ReadData(INamedTypeSymbol type)
    {
        var since = Since(type, "V2_0");
        var lineage = Ancestors(type).TakeWhile(t => !IsDataObject(t)).Reverse().ToList();
        var all = lineage.SelectMany(t => Members(t, Since(t, "V2_0"))).Concat(Members(type, since)).ToList();
        var hasBase = !IsDataObject(type.BaseType!);
        return new DataModel(
            type.Name, VmodlName(type, type.Name), type.BaseType!.Name, hasBase, type.IsSealed, since, new(Members(type, since)), new(all));
    }

    public static EnumModel ReadEnum(INamedTypeSymbol type) => new(
        type.Name,
        Since(type, "V2_0"),
        new(type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => new EnumValueModel(f.Name, WireName(f)))));

    public static ManagedModel ReadManaged(INamedTypeSymbol type)
    {
        var since = Since(type, "V2_0");
        var properties = type.GetMembers().OfType<IPropertySymbol>().Select(p => new PropertyModel(
            p.Name, WireName(p), TypeOf(p.Type, p), Since(p, since), Text(p, "PrivilegeAttribute"), Has(p, "UndeclaredAttribute")));
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary).Select(m => ReadMethod(m, since));
        var name = type.Name.Substring(1);
        return new ManagedModel(name, VmodlName(type, name), type.Interfaces.FirstOrDefault()?.Name.Substring(1), since, new(properties), new(methods));
    }

    private static MethodModel ReadMethod(IMethodSymbol method, string typeSince)
    {
        var since = Since(method, typeSince);
        var wireName = Text(method, "WireNameAttribute") ?? method.Name;
        var parameters = method.Parameters.Select(p => new MemberModel(
            char.ToUpperInvariant(p.Name[0]) + p.Name.Substring(1),
            p.Name,
            TypeOf(p.Type, p),
            Since(p, since),
            Has(p, "SecretAttribute"),
            Privilege: Text(p, "PrivilegeAttribute")));
        var returnAttributes = method.GetReturnTypeAttributes();
        return new MethodModel(
            method.Name,
            wireName,
            new(parameters),
            method.ReturnsVoid ? null : TypeOf(method.ReturnType, returnAttributes),
            returnAttributes.Any(a => a.AttributeClass?.Name == "SecretAttribute"),
            since,
            Text(method, "PrivilegeAttribute"),
            new(Faults(method).Select(static fault => fault.Name)),
            Has(method, "UndeclaredAttribute"),
            Has(method, "UndocumentedAttribute"),
            Has(method, "OpensSessionAttribute"),
            Has(method, "EndsSessionAttribute"),
            Has(method, "ReadsSecurityHeaderAttribute"));
    }

    private static IEnumerable<MemberModel> Members(INamedTypeSymbol type, string since) =>
        DeclarationSymbols.Members(type).Select(p => new MemberModel(
            p.Name,
            WireName(p),
            TypeOf(p.Type, p),
            Since(p, since),
            Has(p, "SecretAttribute"),
            RequiredUpTo: Version(p, "RequiredUpToAttribute")));

    private static TypeModel TypeOf(ITypeSymbol type, ISymbol bearer) => TypeOf(type, bearer.GetAttributes());

    private static TypeModel TypeOf(ITypeSymbol type, IEnumerable<AttributeData> attributes)
    {
        var nullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional)
            type = optional.TypeArguments[0];
        var isBinary = type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte };
        var isArray = type is IArrayTypeSymbol && !isBinary;
        var item = isArray ? ((IArrayTypeSymbol)type).ElementType : type;
        var (kind, name) = Classify(item, isBinary, attributes);
        var text = item.SpecialType == SpecialType.None && !isBinary && item.Name != "DateTime"
            ? item.Name
            : item.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return new TypeModel(kind, name, text == "DateTime" ? "global::System.DateTime" : text, isArray, nullable, item.IsValueType);
    }

    private static (string Kind, string Name) Classify(ITypeSymbol item, bool isBinary, IEnumerable<AttributeData> attributes) => item switch
    {
        _ when isBinary => ("Binary", ""),
        { SpecialType: SpecialType.System_String } => ("String", ""),
        { SpecialType: SpecialType.System_Boolean } => ("Boolean", ""),
        { SpecialType: SpecialType.System_Int32 } => ("Int", ""),
        { SpecialType: SpecialType.System_Int64 } => ("Long", ""),
        { SpecialType: SpecialType.System_Double } => ("Double", ""),
        { SpecialType: SpecialType.System_DateTime } => ("DateTime", ""),
        { SpecialType: SpecialType.System_Object } => ("Any", ""),
        { TypeKind: TypeKind.Enum } => ("Enum", item.Name),
        { Name: "ManagedObjectReference" } => ("Reference", attributes
            .FirstOrDefault(a => a.AttributeClass?.Name == "ReferenceAttribute")?.ConstructorArguments[0].Value as string ?? "ManagedObject"),
        _ => ("Object", item.Name),
    };

    private static string VmodlName(ISymbol symbol, string name) => Text(symbol, "VmodlNameAttribute") ?? "vim." + name;

    private static string Since(ISymbol symbol, string otherwise) => Version(symbol, "SinceAttribute") ?? otherwise;

    private static string? Version(ISymbol symbol, string name) => Attribute(symbol, name) is { } attribute ? DeclarationSymbols.Version(attribute) : null;
}
