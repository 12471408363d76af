using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VimSessionService.Vim25.Generator;

/// <summary>
/// Derives from the declarations of the vim25 API, at compile time: the codecs and descriptions of data objects and faults, a
/// request class for each method, a class for each managed type that dispatches to its members, and the look-up tables. From
/// <c>vmodl-names.txt</c> it derives the look-ups of the names that error texts use.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class Vim25Generator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var data = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is RecordDeclarationSyntax { BaseList: not null } record
                    && record.Modifiers.Any(SyntaxKind.PartialKeyword),
                static (c, token) => c.SemanticModel.GetDeclaredSymbol((RecordDeclarationSyntax)c.Node, token) is { } type
                    ? DeclarationReader.ReadData(type)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);
        var enums = context.SyntaxProvider.ForAttributeWithMetadataName(
            "VimSessionService.Vim25.WireEnumAttribute",
            static (_, _) => true,
            static (c, _) => DeclarationReader.ReadEnum((INamedTypeSymbol)c.TargetSymbol));
        var managed = context.SyntaxProvider.ForAttributeWithMetadataName(
            "VimSessionService.Vim25.ManagedTypeAttribute",
            static (_, _) => true,
            static (c, _) => DeclarationReader.ReadManaged((INamedTypeSymbol)c.TargetSymbol));

        var names = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith("vmodl-names.txt", System.StringComparison.Ordinal))
            .Select(static (file, token) => new EquatableArray<VmodlName>(VmodlName.Read(file.GetText(token)?.ToString() ?? "")));

        context.RegisterSourceOutput(names, static (c, all) => c.AddSource("VmodlNames.g.cs", VmodlNameEmitter.Emit(all)));
        context.RegisterSourceOutput(data, static (c, model) => c.AddSource($"Data.{model.Name}.g.cs", DataObjectEmitter.Emit(model)));
        context.RegisterSourceOutput(managed, static (c, model) =>
        {
            c.AddSource($"Managed.{model.Name}.g.cs", ManagedTypeEmitter.Emit(model));
            if (model.Methods.Count > 0)
                c.AddSource($"Requests.{model.Name}.g.cs", RequestEmitter.Emit(model));
        });
        context.RegisterSourceOutput(data.Collect(), static (c, models) =>
            c.AddSource("VimTypes.g.cs", TableEmitter.EmitTypes(models.OrderBy(m => m.Name, System.StringComparer.Ordinal))));
        context.RegisterSourceOutput(enums.Collect(), static (c, models) =>
            c.AddSource("VimEnums.g.cs", EnumEmitter.Emit(models.OrderBy(m => m.Name, System.StringComparer.Ordinal).ToList())));
        context.RegisterSourceOutput(managed.Collect(), static (c, models) =>
            c.AddSource("VimManagedTypes.g.cs", TableEmitter.EmitManaged(models.OrderBy(m => m.Name, System.StringComparer.Ordinal).ToList())));
    }
}
