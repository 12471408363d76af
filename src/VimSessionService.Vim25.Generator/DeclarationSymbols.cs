using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VimSessionService.Vim25.Generator;

/// <summary>What the symbols of declarations say.</summary>
internal static class DeclarationSymbols
{
    /// <summary>The namespace of the declarations, and of what is generated from them.</summary>
    public const string Namespace = "VimSessionService.Vim25";

    public static bool IsDataObject(INamedTypeSymbol type) => type.Name == "DataObject" && type.ContainingNamespace.ToDisplayString() == Namespace;

    /// <summary>The base types, from the nearest.</summary>
    public static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
            yield return t;
    }

    /// <summary>Whether code is generated for a base type: it is a partial record, or comes with another assembly's generated code.</summary>
    public static bool IsDeclaredData(INamedTypeSymbol type) => !type.IsAbstract && (type.DeclaringSyntaxReferences.IsEmpty
        ? type.GetMembers("Schema").Length > 0
        : type.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is RecordDeclarationSyntax record && record.Modifiers.Any(SyntaxKind.PartialKeyword)));

    /// <summary>The members of a data object that travel: public, set by whoever makes one.</summary>
    public static IEnumerable<IPropertySymbol> Members(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(static p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsOverride: false, SetMethod: not null });

    /// <summary>The type of one item, without array and nullability.</summary>
    public static ITypeSymbol Item(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional)
            type = optional.TypeArguments[0];
        return type is IArrayTypeSymbol { Rank: 1, ElementType: { SpecialType: not SpecialType.System_Byte, TypeKind: not TypeKind.Array } item } && !IsNullable(item)
            ? item
            : type;
    }

    public static bool IsNullable(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether one item of a type has a form on the wire.</summary>
    public static bool IsSupported(ITypeSymbol item) => item switch
    {
        IArrayTypeSymbol array => array is { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte },
        {
            SpecialType: SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64
            or SpecialType.System_Double or SpecialType.System_DateTime or SpecialType.System_Object
        } => true,
        { TypeKind: TypeKind.Enum } => Attribute(item, "WireEnumAttribute") is not null,
        INamedTypeSymbol { Name: "ManagedObjectReference" } => true,
        INamedTypeSymbol type => !IsDataObject(type) && Ancestors(type).Any(IsDataObject),
        _ => false,
    };

    public static AttributeData? Attribute(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);

    public static bool Has(ISymbol symbol, string attribute) => Attribute(symbol, attribute) is not null;

    public static string? Text(ISymbol symbol, string attribute) => Attribute(symbol, attribute)?.ConstructorArguments.FirstOrDefault().Value as string;

    public static string WireName(ISymbol symbol) =>
        Text(symbol, "WireNameAttribute") ?? char.ToLowerInvariant(symbol.Name[0]) + symbol.Name.Substring(1);

    /// <summary>The name of the version in an attribute; null when there is no such version.</summary>
    public static string? Version(AttributeData attribute)
    {
        var argument = attribute.ConstructorArguments.FirstOrDefault();
        return argument.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, argument.Value))?.Name;
    }

    /// <summary>The number of the version that introduced a symbol, as its own attribute says.</summary>
    public static int? VersionOf(ISymbol symbol) => Attribute(symbol, "SinceAttribute")?.ConstructorArguments.FirstOrDefault().Value is byte version ? version : null;

    /// <summary>The faults that a method declares.</summary>
    public static IEnumerable<INamedTypeSymbol> Faults(IMethodSymbol method) =>
        Attribute(method, "ThrowsAttribute")?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Array } faults
            ? faults.Values.Select(static v => v.Value).OfType<INamedTypeSymbol>()
            : [];
}
