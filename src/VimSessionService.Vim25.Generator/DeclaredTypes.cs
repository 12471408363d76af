using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VimSessionService.Vim25.Generator.Diagnostics;

namespace VimSessionService.Vim25.Generator;

/// <summary>Reads a declaration when nothing is wrong with it.</summary>
internal static class DeclaredTypes
{
    /// <summary>A data object or fault; null for a record that is none, and for the further parts of one.</summary>
    public static Declared<DataModel>? Data(INamedTypeSymbol type, RecordDeclarationSyntax syntax)
    {
        if (!DeclarationSymbols.Ancestors(type).Any(DeclarationSymbols.IsDataObject) || !IsFirstPart(type, syntax))
            return null;
        return Read(type, type.Name, DeclarationRules.OfData(type, syntax.Modifiers.Any(SyntaxKind.PartialKeyword)), DeclarationReader.ReadData);
    }

    /// <summary>An enumeration.</summary>
    public static Declared<EnumModel> Enum(INamedTypeSymbol type) => Read(type, type.Name, DeclarationRules.OfEnum(type), DeclarationReader.ReadEnum);

    /// <summary>A managed type.</summary>
    public static Declared<ManagedModel> Managed(INamedTypeSymbol type) =>
        Read(type, type.Name.Substring(1), DeclarationRules.OfManaged(type), DeclarationReader.ReadManaged);

    private static Declared<T> Read<T>(INamedTypeSymbol type, string name, IEnumerable<DiagnosticInfo> rules, Func<INamedTypeSymbol, T> read)
        where T : class
    {
        var problems = new EquatableArray<DiagnosticInfo>(rules);
        return new(problems.Count == 0 ? read(type) : null, name, LocationInfo.Of(type), problems);
    }

    private static bool IsFirstPart(INamedTypeSymbol type, RecordDeclarationSyntax syntax) =>
        type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<RecordDeclarationSyntax>().FirstOrDefault(static r => r.BaseList is not null) == syntax;
}
